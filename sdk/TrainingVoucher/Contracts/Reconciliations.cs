namespace TrainingVoucher.Contracts;

/// <summary>Which day to reconcile.</summary>
public sealed record ReconciliationQuery
{
    /// <summary>A day of Asia/Shanghai that has been over for five minutes.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>
/// What the caller's feed told on one day: for a channel or an institution to hold its own books against. An event belongs to the day on which it
/// could be read, so that each stands in exactly one day and no day changes once it is over.
/// </summary>
public sealed record Reconciliation
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The number in the feed after which the day begins: of the last event of the days before, or 0.</summary>
    public required long After { get; init; }

    /// <summary>The number of the last event of the day; the same as <see cref="After"/> when there is none.</summary>
    public required long Last { get; init; }

    /// <summary>The events of the day by type, in the order of the types.</summary>
    public required IReadOnlyList<ReconciliationTotal> Totals { get; init; }

    /// <summary>The SHA-256 of the day's file, as 64 lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }
}

/// <summary>The events of one type.</summary>
public sealed record ReconciliationTotal
{
    /// <summary>What happened.</summary>
    public required FeedEventType Type { get; init; }

    /// <summary>How often.</summary>
    public required long Count { get; init; }

    /// <summary>The sum of the amounts of their vouchers or applications, in fen.</summary>
    public required long Fen { get; init; }
}

public static partial class Operations
{
    /// <summary>Sums up a day.</summary>
    public static readonly Operation<ReconciliationQuery, Reconciliation> GetReconciliation =
        new("GET", "/v1/reconciliation", Audience.Authority | Audience.Channel | Audience.Institution | Audience.CoursePlatform | Audience.RegionalSystem)
        {
            Summary = "Sum up what the caller's feed told on a day, by type, with the digest of the day's file.",
            Refusals = [ErrorCodes.DayNotOver],
        };

    /// <summary>Gives the file of a day.</summary>
    public static readonly Operation<ReconciliationQuery, Nothing> DownloadReconciliation =
        new("GET", "/v1/reconciliation/file", Audience.Authority | Audience.Channel | Audience.Institution | Audience.CoursePlatform | Audience.RegionalSystem)
        {
            Summary = "Give what the caller's feed told on a day as a CSV file, a row for each event; the same bytes whenever it is asked for.",
            Refusals = [ErrorCodes.DayNotOver],
            GivesCsv = true,
        };
}
