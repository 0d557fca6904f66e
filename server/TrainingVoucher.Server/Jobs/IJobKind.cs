using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Jobs;

/// <summary>A row that could not be done, and why.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Field">The column; empty when it is the row as a whole.</param>
/// <param name="Reason">A reason of <see cref="RowError"/>, or the code of a refusal.</param>
/// <param name="Code">The code of the voucher it was about.</param>
/// <param name="PersonId">The person it was about.</param>
internal sealed record JobError(long Row, string Field, string Reason, string? Code = null, long? PersonId = null);

/// <summary>What one chunk came to.</summary>
/// <param name="Done">How many rows are done.</param>
/// <param name="Errors">What is wrong with the others, in the order of the rows.</param>
/// <param name="Cursor">Where the next chunk begins; nothing when this was the last.</param>
internal sealed record JobStep(int Done, IReadOnlyList<JobError> Errors, string? Cursor)
{
    /// <summary>Why the job cannot go on at all; nothing of this chunk was done.</summary>
    public ErrorCode? Fault { get; private init; }

    /// <summary>How many rows could not be done.</summary>
    public int Rejected => Errors.Select(e => e.Row).Distinct().Count();

    public static readonly JobStep End = new(0, [], null);

    public static JobStep Stop(ErrorCode fault) => new(0, [], null) { Fault = fault };
}

/// <summary>How the jobs of one kind do their work.</summary>
internal interface IJobKind
{
    JobKind Kind { get; }

    /// <summary>Does the chunk at the job's cursor, all of it in the transaction of <paramref name="c"/>.</summary>
    Task<JobStep> RunAsync(ChangeContext c, JobRow job);
}
