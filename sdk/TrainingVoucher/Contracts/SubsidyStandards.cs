namespace TrainingVoucher.Contracts;

/// <summary>What a project pays, from a day to a day: one row of the dated table of subsidy standards (补贴标准).</summary>
public sealed record SubsidyStandard
{
    /// <summary>The training project, up to 64 letters, digits, dots and dashes.</summary>
    public required string Project { get; init; }

    /// <summary>The skill level, 1 (senior technician) to 5 (elementary); 0 when the project has none.</summary>
    public required int Level { get; init; }

    /// <summary>The category of persons it is for; everybody when left out.</summary>
    public string? Category { get; init; }

    /// <summary>The amount, in fen; 0 to 10^9.</summary>
    public required long Fen { get; init; }

    /// <summary>The first day it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day it holds.</summary>
    public required DateOnly ValidTo { get; init; }
}

/// <summary>Publishes rows of the table of subsidy standards.</summary>
/// <param name="Rows">1 to 10,000 rows.</param>
public sealed record AddSubsidyStandardsRequest(IReadOnlyList<SubsidyStandard> Rows);

public static partial class Operations
{
    /// <summary>Publishes rows of the table of subsidy standards.</summary>
    public static readonly Operation<AddSubsidyStandardsRequest, RowReport> AddSubsidyStandards =
        new("POST", "/v1/subsidy-standards", Audience.Authority)
        {
            Summary = "Publish subsidy standards of the caller's region; good rows are taken, bad ones reported.",
            TakesCsv = true,
        };

    /// <summary>Lists the subsidy standards that hold in one's region.</summary>
    public static readonly Operation<PageQuery, Page<SubsidyStandard>> ListSubsidyStandards =
        new("GET", "/v1/subsidy-standards", Audience.Authority) { Summary = "List the subsidy standards of the caller's authority." };
}
