namespace TrainingVoucher.Contracts;

/// <summary>A platform on which courses of institutions are taken online; it acts for those institutions that let it.</summary>
public sealed record CoursePlatform
{
    /// <summary>Its id, <c>plf_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The region that admitted it.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }
}

/// <summary>Admits a course platform.</summary>
public sealed record CreateCoursePlatformRequest
{
    /// <summary>A six-digit region code within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }
}

public static partial class Operations
{
    /// <summary>Admits a course platform.</summary>
    public static readonly Operation<CreateCoursePlatformRequest, CoursePlatform> CreateCoursePlatform =
        new("POST", "/v1/course-platforms", Audience.Authority)
        {
            Summary = "Admit a course platform.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the course platforms that serve one's region.</summary>
    public static readonly Operation<PageQuery, Page<CoursePlatform>> ListCoursePlatforms =
        new("GET", "/v1/course-platforms", Audience.Authority | Audience.Institution | Audience.RegionalSystem) { Summary = "List the course platforms admitted in the caller's region or above it." };
}
