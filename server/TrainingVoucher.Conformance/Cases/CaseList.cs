namespace TrainingVoucher.Conformance.Cases;

/// <summary>Every case there is, in the order in which they run: the clock of the server only goes forward.</summary>
internal static class CaseList
{
    public static IReadOnlyList<Case> All { get; } =
    [
        .. ClockCases.All()
            .Concat(RetryCases.All())
            .Concat(DuplicateCases.All())
            .Concat(RefusalCases.All())
            .Concat(UnknownValueCases.All())
            .Concat(RotationCases.All())
            .Concat(FeedCases.All())
            .Concat(WebhookCases.All())
            .OrderBy(c => c.Hour),
    ];

    /// <summary>The cases whose ids are these, or begin with what stands before an asterisk; all when none are named.</summary>
    public static IReadOnlyList<Case> Find(IReadOnlyList<string> names) =>
        names.Count == 0 ? All : [.. All.Where(c => names.Any(name => name.EndsWith('*') ? c.Id.StartsWith(name[..^1], StringComparison.Ordinal) : c.Id == name))];
}
