namespace TrainingVoucher.Contracts;

/// <summary>A body that examines trainees and issues certificates (评价机构).</summary>
public sealed record AssessmentBody
{
    /// <summary>Its id, <c>asb_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The region that admitted it.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }
}

/// <summary>Admits an assessment body.</summary>
public sealed record CreateAssessmentBodyRequest
{
    /// <summary>A six-digit region code within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }
}

public static partial class Operations
{
    /// <summary>Admits an assessment body.</summary>
    public static readonly Operation<CreateAssessmentBodyRequest, AssessmentBody> CreateAssessmentBody =
        new("POST", "/v1/assessment-bodies", Audience.Authority)
        {
            Summary = "Admit an assessment body.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the assessment bodies that serve one's region.</summary>
    public static readonly Operation<PageQuery, Page<AssessmentBody>> ListAssessmentBodies =
        new("GET", "/v1/assessment-bodies", Audience.Authority | Audience.RegionalSystem) { Summary = "List the assessment bodies admitted in the caller's region or above it." };
}
