using System.Text.Json.Serialization;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Contracts;

/// <summary>Where a voucher can be used.</summary>
[JsonConverter(typeof(TolerantEnumConverter<TrainingForm>))]
public enum TrainingForm
{
    /// <summary>A form that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>In a class room only (线下).</summary>
    Offline = 1,

    /// <summary>On course platforms only (线上).</summary>
    Online = 2,

    /// <summary>Both.</summary>
    Both = 3,
}

/// <summary>What the limit per person counts.</summary>
[JsonConverter(typeof(TolerantEnumConverter<LimitCounting>))]
public enum LimitCounting
{
    /// <summary>A way that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Every voucher that was not given up unused: settled ones count for ever.</summary>
    Ever = 1,

    /// <summary>Live vouchers only: settled and lapsed ones no longer count.</summary>
    Live = 2,
}

/// <summary>The definition of a kind of voucher (券种). It does not change once created, but for its display template.</summary>
public sealed record SchemeDefinition
{
    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }

    /// <summary>How its amount is found.</summary>
    public required ValueMode ValueMode { get; init; }

    /// <summary>Face value: the amount. Project standard: the cap. Otherwise 0. In fen, up to 10,000,000.</summary>
    public long ValueFen { get; init; }

    /// <summary>The training category in tokens; see the code list in <c>docs/format.md</c>. The default value is 0, general.</summary>
    public int TrainingCategory { get; init; }

    /// <summary>What may be learnt with it; anything when left out.</summary>
    public TrainingContent Content { get; set; } = new();

    /// <summary>Where it may be used; at every institution of the region when left out.</summary>
    public InstitutionRule Institutions { get; set; } = new();

    /// <summary>The conditions a person must meet; all of them. Nobody is excluded when empty.</summary>
    public IReadOnlyList<EligibilityCondition> Eligibility { get; set; } = [];

    /// <summary>How long a voucher can be used.</summary>
    public required Validity Validity { get; init; }

    /// <summary>How many vouchers of this scheme one person can have, 1 to 100. The default value is 1.</summary>
    public int LimitPerPerson { get; set; } = 1;

    /// <summary>What <see cref="LimitPerPerson"/> counts. The default value is <see cref="LimitCounting.Ever"/>.</summary>
    public LimitCounting LimitCounting { get; set; } = LimitCounting.Ever;

    /// <summary>The group of schemes in which nothing new is claimed while <see cref="GroupLimit"/> vouchers are unused, up to 64 characters; none when left out.</summary>
    public string? Group { get; init; }

    /// <summary>How many unused vouchers of the group one person can hold, 1 to 100. The default value is 1.</summary>
    public int GroupLimit { get; set; } = 1;

    /// <summary>For how many hours a redemption can be reversed, 0 to 720. The default value is 24.</summary>
    public int ReversalHours { get; set; } = 24;

    /// <summary>How many days of validity a reversal restores at least, 0 to 365. The default value is 7.</summary>
    public int ReversalRestoresDays { get; set; } = 7;

    /// <summary>How many days after the class ended a redemption lapses when nobody applied for it, 1 to 730. The default value is 90.</summary>
    public int LapseDays { get; set; } = 90;

    /// <summary>Where it can be used. The default value is <see cref="TrainingForm.Both"/>.</summary>
    public TrainingForm Form { get; set; } = TrainingForm.Both;

    /// <summary>Whether a proxy (guardian, family member, counter clerk) may act for the holder. The default value is <see langword="false"/>.</summary>
    public bool AllowProxy { get; init; }
}

/// <summary>What may be learnt with a voucher. Each list is open when empty.</summary>
public sealed record TrainingContent
{
    /// <summary>The training projects, up to 500.</summary>
    public IReadOnlyList<string> Projects { get; set; } = [];

    /// <summary>The occupation, as in the national classification; any when left out.</summary>
    public string? Occupation { get; init; }

    /// <summary>The skill levels, 1 to 5.</summary>
    public IReadOnlyList<int> Levels { get; set; } = [];
}

/// <summary>Where a voucher may be used; every stated condition holds.</summary>
public sealed record InstitutionRule
{
    /// <summary>The regions, each with its subtree; the scheme's own region when empty.</summary>
    public IReadOnlyList<string> Regions { get; set; } = [];

    /// <summary>The types; any when empty.</summary>
    public IReadOnlyList<InstitutionType> Types { get; set; } = [];

    /// <summary>The institutions by id; any when empty.</summary>
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>The lowest credit grade, 1 to 5. The default value is 1.</summary>
    public int MinCreditGrade { get; set; } = 1;
}

/// <summary>How long a voucher can be used: either fixed days or a number of days from its claim.</summary>
public sealed record Validity
{
    /// <summary>The first valid day; with <see cref="LastDay"/>.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last valid day; with <see cref="FirstDay"/>.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>How many days it is valid, the day of the claim included; 1 to 1,095.</summary>
    public int? DaysFromClaim { get; init; }
}

/// <summary>One condition a person must meet.</summary>
public sealed record EligibilityCondition
{
    /// <summary>A name for it, unique within the scheme; a pledge refers to it.</summary>
    public required string Id { get; init; }

    /// <summary>The youngest age in years on the day of the claim; no bound when left out.</summary>
    public int? MinAge { get; init; }

    /// <summary>The oldest age in years on the day of the claim; no bound when left out.</summary>
    public int? MaxAge { get; init; }

    /// <summary>Categories of the eligibility register, one of which must hold; none is asked for when empty.</summary>
    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>The region whose subtree the category must belong to; any when left out.</summary>
    public string? Region { get; init; }

    /// <summary>The holder pledges it online instead, because no data can check it. The default value is <see langword="false"/>.</summary>
    public bool Pledge { get; init; }

    /// <summary>What is asked, for the holder to read; required for a pledge.</summary>
    public LocalText? Text { get; init; }
}

/// <summary>How channels show a voucher; versioned.</summary>
public sealed record DisplayTemplate
{
    /// <summary>The headline, each language up to 60 characters.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Who can use it and for what, each language up to 1,000 characters.</summary>
    public LocalText? Conditions { get; init; }

    /// <summary>How to use it, each language up to 1,000 characters.</summary>
    public LocalText? Instructions { get; init; }

    /// <summary>The colour of the card, <c>#rrggbb</c>. The default value is <c>#1a6fb4</c>.</summary>
    public string Colour { get; set; } = "#1a6fb4";

    /// <summary>The https address of a logo; none when left out.</summary>
    public string? Logo { get; init; }
}

/// <summary>Creates a scheme.</summary>
/// <param name="Region">The six-digit region code it is for, within the subtree of the caller.</param>
/// <param name="Definition">What it is.</param>
/// <param name="Display">How channels show it.</param>
public sealed record CreateSchemeRequest(string Region, SchemeDefinition Definition, DisplayTemplate Display);

/// <summary>A kind of voucher.</summary>
public sealed record Scheme
{
    /// <summary>Its id, <c>sch_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The authority that defined it.</summary>
    public required string AuthorityId { get; init; }

    /// <summary>The six-digit region code it is for.</summary>
    public required string Region { get; init; }

    /// <summary>What it is.</summary>
    public required SchemeDefinition Definition { get; init; }

    /// <summary>How channels show it.</summary>
    public required DisplayTemplate Display { get; init; }

    /// <summary>The version of <see cref="Display"/>, from 1.</summary>
    public required int DisplayVersion { get; init; }

    /// <summary>Whether nothing is claimed or redeemed under it at the moment.</summary>
    public required bool Suspended { get; init; }
}

public static partial class Operations
{
    /// <summary>Creates a scheme.</summary>
    public static readonly Operation<CreateSchemeRequest, Scheme> CreateScheme =
        new("POST", "/v1/schemes", Audience.Authority)
        {
            Summary = "Define a kind of voucher.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the schemes of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Scheme>> ListSchemes =
        new("GET", "/v1/schemes", Audience.Authority | Audience.RegionalSystem) { Summary = "List the schemes of the caller's region." };

    /// <summary>Reads one scheme.</summary>
    public static readonly Operation<Nothing, Scheme> GetScheme =
        new("GET", "/v1/schemes/{id}", Audience.Authority | Audience.RegionalSystem) { Summary = "Read one scheme.", Refusals = [ErrorCodes.NotFound] };

    /// <summary>Publishes the next version of a display template.</summary>
    public static readonly Operation<DisplayTemplate, Scheme> UpdateDisplay =
        new("POST", "/v1/schemes/{id}/display", Audience.Authority)
        {
            Summary = "Publish the next version of a scheme's display template.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Suspends a scheme at once.</summary>
    public static readonly Operation<Reason, Scheme> SuspendScheme =
        new("POST", "/v1/schemes/{id}/suspend", Audience.Authority)
        {
            Summary = "Stop all claims and redemptions of a scheme at once; what was redeemed goes on.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Resumes a suspended scheme.</summary>
    public static readonly Operation<Reason, Scheme> ResumeScheme =
        new("POST", "/v1/schemes/{id}/resume", Audience.Authority) { Summary = "Resume a suspended scheme.", Refusals = [ErrorCodes.NotFound] };
}
