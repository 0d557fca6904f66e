using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>One well-formed row of an upload.</summary>
/// <param name="Number">Its number, from 1, as its sender counts.</param>
internal readonly record struct UploadRow<T>(int Number, T Value);

/// <summary>What was uploaded: the request without its rows, the well-formed rows, and errors of the others.</summary>
internal sealed class Upload<TRequest, TRow>(TRequest request, IReadOnlyList<UploadRow<TRow>> rows, List<RowError> errors)
{
    private readonly HashSet<int> rejected = [.. errors.Select(e => e.Row)];

    public TRequest Request => request;

    /// <summary>The well-formed rows; what they say is still to be checked.</summary>
    public IReadOnlyList<UploadRow<TRow>> Rows => rows;

    /// <summary>The numbers of the rows that are left out.</summary>
    public IReadOnlySet<int> RejectedRows => rejected;

    public void Reject(int row, string field, string reason, string message)
    {
        rejected.Add(row);
        errors.Add(new RowError(row, field, reason, message));
    }

    public RowReport Report(int accepted) => new()
    {
        Accepted = accepted,
        Rejected = rejected.Count,
        Errors = [.. errors.Distinct().OrderBy(e => e.Row)],
    };
}
