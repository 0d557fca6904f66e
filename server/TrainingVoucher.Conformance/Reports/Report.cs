using TrainingVoucher.Conformance.Cases;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Reports;

/// <summary>How a case ended.</summary>
internal enum Verdict
{
    Passed,
    Failed,
    NotApplicable,
}

/// <summary>A case that was run, or does not apply. <c>docs/conformance.md</c> says what each field means.</summary>
internal sealed record CaseReport
{
    public required string Id { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>What was done.</summary>
    public required LocalText Did { get; init; }

    public required Verdict Result { get; init; }

    /// <summary>What was expected and what was seen.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>Why it could not be run to its end.</summary>
    public LocalText? Problem { get; init; }

    public long Milliseconds { get; init; }

    /// <summary>What the program sent.</summary>
    public IReadOnlyList<SeenRequest> Requests { get; init; } = [];
}

/// <summary>What the command found.</summary>
internal sealed record Report
{
    /// <summary>The version of this shape. Fields may be added under the same one.</summary>
    public int Format { get; } = 1;

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The version of the command.</summary>
    public required string Version { get; init; }

    /// <summary>What the program says it can do.</summary>
    public IReadOnlyList<string> Can { get; init; } = [];

    /// <summary>Why the program could not be tested at all.</summary>
    public LocalText? Problem { get; init; }

    public int Passed => Count(Verdict.Passed);

    public int Failed => Count(Verdict.Failed);

    public int NotApplicable => Count(Verdict.NotApplicable);

    public IReadOnlyList<CaseReport> Cases { get; init; } = [];

    /// <summary>0 when every case that applies passed, 1 when one failed, 2 when there was nothing to judge.</summary>
    public int ExitCode() => Problem is not null || Passed + Failed == 0 ? 2 : Failed == 0 ? 0 : 1;

    private int Count(Verdict verdict) => Cases.Count(c => c.Result == verdict);
}
