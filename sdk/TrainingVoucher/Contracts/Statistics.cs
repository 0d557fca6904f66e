using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>What figures are broken down by.</summary>
[JsonConverter(typeof(TolerantEnumConverter<StatisticsBy>))]
public enum StatisticsBy
{
    /// <summary>A breakdown that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>By scheme.</summary>
    Scheme = 1,

    /// <summary>By batch.</summary>
    Batch = 2,

    /// <summary>By the region of the scheme.</summary>
    Region = 3,

    /// <summary>By the institution that redeemed.</summary>
    Institution = 4,

    /// <summary>By the channel it was claimed through.</summary>
    Channel = 5,

    /// <summary>By funding source.</summary>
    FundingSource = 6,

    /// <summary>By budget line.</summary>
    BudgetLine = 7,
}

/// <summary>Which figures to give.</summary>
public sealed record StatisticsQuery : PageQuery
{
    /// <summary>What to break them down by.</summary>
    public required StatisticsBy By { get; init; }

    /// <summary>Only this region's subtree; the caller's own when left out.</summary>
    public string? Region { get; init; }
}

/// <summary>The figures of one scheme, batch, region, institution, channel, funding source or budget line.</summary>
public sealed record StatisticsRow
{
    /// <summary>Its id, code or name; empty where there is none, for example no institution yet.</summary>
    public required string Key { get; init; }

    /// <summary>Vouchers assigned or claimed so far, whatever became of them.</summary>
    public required long Issued { get; init; }

    /// <summary>Of these, claimed and unused.</summary>
    public required long Claimed { get; init; }

    /// <summary>Of these, used: redeemed, applied for, approved, paid or settled.</summary>
    public required long Redeemed { get; init; }

    /// <summary>Of these, settled.</summary>
    public required long Settled { get; init; }

    /// <summary>Of these, ended without use: expired, declined, returned, revoked or lapsed.</summary>
    public required long Ended { get; init; }

    /// <summary>Redeemed and neither approved nor paid, in fen.</summary>
    public required long ObligatedFen { get; init; }

    /// <summary>Approved and not paid, in fen.</summary>
    public required long ApprovedFen { get; init; }

    /// <summary>Paid, in fen.</summary>
    public required long DisbursedFen { get; init; }
}

public static partial class Operations
{
    /// <summary>Gives the figures of one's region.</summary>
    public static readonly Operation<StatisticsQuery, Page<StatisticsRow>> GetStatistics =
        new("GET", "/v1/statistics", Audience.Authority | Audience.RegionalSystem)
        {
            Summary = "Count vouchers and fen of the caller's region, broken down as asked.",
            Refusals = [ErrorCodes.RegionNotYours],
        };
}
