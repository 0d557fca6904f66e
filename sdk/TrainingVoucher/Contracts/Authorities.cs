namespace TrainingVoucher.Contracts;

/// <summary>A labour department (人社部门).</summary>
public sealed record Authority
{
    /// <summary>Its id, <c>aut_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The six-digit code of the region whose subtree it steers.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }
}

/// <summary>Founds a labour department below one's own.</summary>
public sealed record CreateAuthorityRequest
{
    /// <summary>A six-digit region code within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }
}

public static partial class Operations
{
    /// <summary>Founds a labour department below one's own.</summary>
    public static readonly Operation<CreateAuthorityRequest, Authority> CreateAuthority =
        new("POST", "/v1/authorities", Audience.Authority)
        {
            Summary = "Found a labour department within the caller's region.",
            Refusals = [ErrorCodes.RegionNotYours, ErrorCodes.RegionUnknown],
        };

    /// <summary>Lists the labour departments of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Authority>> ListAuthorities =
        new("GET", "/v1/authorities", Audience.Authority) { Summary = "List the labour departments of the caller's region." };
}
