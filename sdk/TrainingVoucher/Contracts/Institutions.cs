namespace TrainingVoucher.Contracts;

/// <summary>A training institution (培训机构).</summary>
public sealed record Institution
{
    /// <summary>Its id, <c>ins_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its installation-wide number.</summary>
    public required long Number { get; init; }

    /// <summary>The six-digit code of its region.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What kind of institution it is.</summary>
    public required InstitutionType Type { get; init; }

    /// <summary>Its credit grade, 1 (lowest) to 5.</summary>
    public required int CreditGrade { get; init; }

    /// <summary>Whether it may redeem nothing at the moment.</summary>
    public required bool Suspended { get; init; }
}

/// <summary>Lists an institution in the directory.</summary>
public sealed record CreateInstitutionRequest
{
    /// <summary>A six-digit region code within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What kind of institution it is.</summary>
    public required InstitutionType Type { get; init; }

    /// <summary>Its credit grade, 1 (lowest) to 5. The default value is 3.</summary>
    public int? CreditGrade { get; init; }
}

public static partial class Operations
{
    /// <summary>Lists an institution in the directory.</summary>
    public static readonly Operation<CreateInstitutionRequest, Institution> CreateInstitution =
        new("POST", "/v1/institutions", Audience.Authority)
        {
            Summary = "List a training institution in the directory.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the institutions of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Institution>> ListInstitutions =
        new("GET", "/v1/institutions", Audience.Authority | Audience.RegionalSystem) { Summary = "List the training institutions of the caller's region." };

    /// <summary>Stops an institution from redeeming.</summary>
    public static readonly Operation<Reason, Institution> SuspendInstitution =
        new("POST", "/v1/institutions/{id}/suspend", Audience.Authority)
        {
            Summary = "Stop an institution from redeeming at once; what was redeemed goes on.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Lets a suspended institution redeem again.</summary>
    public static readonly Operation<Reason, Institution> ResumeInstitution =
        new("POST", "/v1/institutions/{id}/resume", Audience.Authority)
        {
            Summary = "Let a suspended institution redeem again.",
            Refusals = [ErrorCodes.NotFound],
        };
}
