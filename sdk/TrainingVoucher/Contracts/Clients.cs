using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>For whom a system calls the API.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ClientKind>))]
public enum ClientKind
{
    /// <summary>A kind that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>The system of an authority; every call also names an officer.</summary>
    Authority = 1,

    /// <summary>The system of a channel.</summary>
    Channel = 2,

    /// <summary>The system of an institution.</summary>
    Institution = 4,

    /// <summary>The system of a course platform.</summary>
    CoursePlatform = 8,

    /// <summary>The system of an assessment body.</summary>
    AssessmentBody = 16,

    /// <summary>A province's or city's own system (地方系统): it belongs to an authority, names no officer, and only reads.</summary>
    RegionalSystem = 32,
}

/// <summary>A system that calls the API for its owner.</summary>
public sealed record ApiClient
{
    /// <summary>Its id, <c>cli_…</c>; the OAuth client id.</summary>
    public required string Id { get; init; }

    /// <summary>For whom it calls.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>The id of the authority, channel, institution, course platform or assessment body it calls for.</summary>
    public required string OwnerId { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do; its access tokens may have fewer.</summary>
    public IReadOnlyList<Scope> Scopes { get; set; } = [];

    /// <summary>Where holders' browsers may come back to after its identity sessions, as it said itself.</summary>
    public IReadOnlyList<string> ReturnUrls { get; set; } = [];

    /// <summary>Its keys.</summary>
    public required IReadOnlyList<ApiClientKey> Keys { get; init; }

    /// <summary>Since when it is refused; <see langword="null"/> while active.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A public key of a client; several may overlap during a rotation.</summary>
public sealed record ApiClientKey
{
    /// <summary>Its id, <c>key_…</c>; the <c>kid</c> of what it signs.</summary>
    public required string Id { get; init; }

    /// <summary>Since when it is refused; <see langword="null"/> while active.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Registers a system.</summary>
public sealed record CreateClientRequest
{
    /// <summary>The id of the authority, channel, institution, course platform or assessment body it calls for.</summary>
    public required string OwnerId { get; init; }

    /// <summary>What it calls as: the kind of its owner when left out, or for an authority <see cref="ClientKind.RegionalSystem"/>.</summary>
    public ClientKind? Kind { get; init; }

    /// <summary>What it may do, which is never changed; everything that its kind may, also what is added later, when left out.</summary>
    public IReadOnlyList<Scope>? Scopes { get; init; }

    /// <summary>A name for people, up to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its first public key; the private one never leaves the system.</summary>
    public required PublicKeyJwk PublicKey { get; init; }
}

/// <summary>Adds a key to a client.</summary>
/// <param name="PublicKey">The public key.</param>
public sealed record AddClientKeyRequest(PublicKeyJwk PublicKey);

public static partial class Operations
{
    /// <summary>Registers a system.</summary>
    public static readonly Operation<CreateClientRequest, ApiClient> CreateClient =
        new("POST", "/v1/clients", Audience.Authority)
        {
            Summary = "Register a system that calls for an authority or for a partner.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.KeyNotUsable],
        };

    /// <summary>Lists the systems of one's subtree.</summary>
    public static readonly Operation<PageQuery, Page<ApiClient>> ListClients =
        new("GET", "/v1/clients", Audience.Authority) { Summary = "List the registered systems of the caller's region." };

    /// <summary>Adds a key, so that keys rotate with overlap.</summary>
    public static readonly Operation<AddClientKeyRequest, ApiClient> AddClientKey =
        new("POST", "/v1/clients/{id}/keys", Audience.Authority)
        {
            Summary = "Add a public key to a system, for a rotation with overlap.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.KeyNotUsable, ErrorCodes.AlreadyRevoked],
        };

    /// <summary>Revokes one key at once.</summary>
    public static readonly Operation<Reason, ApiClient> RevokeClientKey =
        new("POST", "/v1/client-keys/{id}/revoke", Audience.Authority)
        {
            Summary = "Revoke one key of a system; access tokens it obtained are refused at once.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.AlreadyRevoked],
        };

    /// <summary>Revokes a system at once.</summary>
    public static readonly Operation<Reason, ApiClient> RevokeClient =
        new("POST", "/v1/clients/{id}/revoke", Audience.Authority)
        {
            Summary = "Revoke a system; its next call is refused.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.AlreadyRevoked],
        };
}
