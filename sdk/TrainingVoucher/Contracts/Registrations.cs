using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Where a partner's request to be registered stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<RegistrationState>))]
public enum RegistrationState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>An officer of the region has yet to decide.</summary>
    Waiting = 1,

    /// <summary>The partner is admitted and its system registered.</summary>
    Approved = 2,

    /// <summary>It was rejected.</summary>
    Rejected = 3,
}

/// <summary>Whom an officer can ask about a registration. It is kept until the request is decided, and never in the journal.</summary>
public sealed record RegistrationContact
{
    /// <summary>A name, up to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>A telephone number or an e-mail address, up to 100 characters.</summary>
    public required string Reach { get; init; }

    /// <summary>Keeps them out of logs that print records.</summary>
    public override string ToString() => nameof(RegistrationContact);
}

/// <summary>Asks for a partner and its first system to be registered.</summary>
public sealed record RequestRegistrationRequest
{
    /// <summary>What the partner is: channel, institution, course platform or assessment body.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>The six-digit code of the region that shall admit it.</summary>
    public required string Region { get; init; }

    /// <summary>Its name, each language up to 100 characters.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What kind of institution it is; for institutions, and only for them.</summary>
    public InstitutionType? InstitutionType { get; init; }

    /// <summary>A name for its system, up to 100 characters.</summary>
    public required string SystemName { get; init; }

    /// <summary>The system's first public key; the private one never leaves the system. By its thumbprint the request is asked for.</summary>
    public required PublicKeyJwk PublicKey { get; init; }

    /// <summary>Whom to ask.</summary>
    public required RegistrationContact Contact { get; init; }
}

/// <summary>Where one's own request stands, and once it is approved the ids to call with.</summary>
public sealed record RegistrationStatus
{
    /// <summary>Where it stands.</summary>
    public required RegistrationState State { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the partner.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The id of its system, <c>cli_…</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The id of the system's key, <c>key_…</c>.</summary>
    public string? KeyId { get; init; }
}

/// <summary>A request to be registered, as the officers of its region see it.</summary>
public sealed record Registration
{
    /// <summary>Its id, <c>reg_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the partner is.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>The region that shall admit it.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What kind of institution it is.</summary>
    public InstitutionType? InstitutionType { get; init; }

    /// <summary>A name for its system.</summary>
    public required string SystemName { get; init; }

    /// <summary>Whom to ask; <see langword="null"/> once it was decided.</summary>
    public RegistrationContact? Contact { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Where it stands, and what came of it.</summary>
    public required RegistrationStatus Status { get; init; }

    /// <summary>The officer who decided.</summary>
    public string? DecidedBy { get; init; }
}

public static partial class Operations
{
    /// <summary>Asks to be registered.</summary>
    public static readonly Operation<RequestRegistrationRequest, RegistrationStatus> RequestRegistration =
        new("POST", "/v1/registrations", Audience.Public)
        {
            Summary = "Ask for a partner and its first system to be registered; an officer of the region decides. A key asks once at a time.",
            IsLimitedByAddress = true,
            Refusals = [ErrorCodes.RegionUnknown, ErrorCodes.KeyNotUsable, ErrorCodes.RegistrationsFull],
        };

    /// <summary>Asks what became of one's request.</summary>
    public static readonly Operation<Nothing, RegistrationStatus> GetRegistrationStatus =
        new("GET", "/v1/registrations-by-key/{id}", Audience.Public)
        {
            Summary = "Say where the last request to be registered with a key stands, by the thumbprint of the key.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Lists the requests of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<Registration>> ListRegistrations =
        new("GET", "/v1/registrations", Audience.Authority) { Summary = "List the requests of partners to be registered in the caller's region." };

    /// <summary>Approves a request.</summary>
    public static readonly Operation<Nothing, Registration> ApproveRegistration =
        new("POST", "/v1/registrations/{id}/approve", Audience.Authority)
        {
            Summary = "Admit the partner of a request and register its system with every scope of its role.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.RegistrationDecided, ErrorCodes.KeyNotUsable],
        };

    /// <summary>Rejects a request.</summary>
    public static readonly Operation<Reason, Registration> RejectRegistration =
        new("POST", "/v1/registrations/{id}/reject", Audience.Authority)
        {
            Summary = "Reject a request to be registered, with a reason that its asker reads.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.RegistrationDecided],
        };
}
