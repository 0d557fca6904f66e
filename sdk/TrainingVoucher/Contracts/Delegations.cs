namespace TrainingVoucher.Contracts;

/// <summary>An institution lets a course platform check, redeem and reverse for it, until either cuts it.</summary>
public sealed record Delegation
{
    /// <summary>Its id, <c>dlg_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The institution that is acted for.</summary>
    public required string InstitutionId { get; init; }

    /// <summary>The course platform that acts.</summary>
    public required string PlatformId { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Since when no longer; <see langword="null"/> while it holds.</summary>
    public DateTimeOffset? CutAt { get; init; }
}

/// <summary>Lets a course platform act for the calling institution.</summary>
/// <param name="PlatformId">The platform, <c>plf_…</c>; one that the institution's region or one above it admitted.</param>
public sealed record CreateDelegationRequest(string PlatformId);

public static partial class Operations
{
    /// <summary>Lets a course platform act for the calling institution.</summary>
    public static readonly Operation<CreateDelegationRequest, Delegation> CreateDelegation =
        new("POST", "/v1/delegations", Audience.Institution)
        {
            Summary = "Let a course platform check, redeem and reverse for the calling institution.",
            Scope = Scope.Manage,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.AlreadyDelegated],
        };

    /// <summary>Lists one's delegations.</summary>
    public static readonly Operation<PageQuery, Page<Delegation>> ListDelegations =
        new("GET", "/v1/delegations", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "List the delegations that the caller gave or was given, those that were cut among them.",
        };

    /// <summary>Ends a delegation.</summary>
    public static readonly Operation<Reason, Delegation> CutDelegation =
        new("POST", "/v1/delegations/{id}/cut", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "End a delegation, by either side; the platform's next call for the institution is refused.",
            Scope = Scope.Manage,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.AlreadyRevoked],
        };
}
