using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Cases;

/// <summary>What a case is about.</summary>
internal enum Subject
{
    Clock,
    Retries,
    Duplicates,
    Refusals,
    UnknownValues,
    Rotation,
    Feed,
    Webhooks,
}

/// <summary>How the clock of the server stands to the one of this machine while a case runs.</summary>
internal enum Hour
{
    Behind,
    Right,
    Ahead,
}

/// <summary>Something that a partner's program must handle.</summary>
/// <param name="Id">Names it, and stays.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Needs">One of these the program must be able to do, or the case does not apply to it.</param>
/// <param name="Did">What is done, for people.</param>
/// <param name="RunAsync">Does it and says what was expected and seen.</param>
internal sealed record Case(string Id, Subject Subject, IReadOnlyList<string> Needs, LocalText Did, Func<Stage, Task> RunAsync)
{
    public Hour Hour { get; init; } = Hour.Right;

    /// <summary>What the program must be able to do besides.</summary>
    public string? Besides { get; init; }

    public bool AppliesTo(IReadOnlySet<string> can) => Needs.Any(can.Contains) && (Besides is null || can.Contains(Besides));
}
