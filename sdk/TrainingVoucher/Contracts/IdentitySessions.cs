using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>The one thing an identity assertion is good for.</summary>
[JsonConverter(typeof(TolerantEnumConverter<IdentityPurpose>))]
public enum IdentityPurpose
{
    /// <summary>A purpose that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>Claim from, or accept in, the named batch.</summary>
    Claim = 1,

    /// <summary>Redeem the named voucher at the calling institution.</summary>
    Redeem = 2,

    /// <summary>Return the named voucher.</summary>
    Return = 3,

    /// <summary>Exchange the named voucher for one of the named batch.</summary>
    Exchange = 4,

    /// <summary>Decline the named voucher.</summary>
    Decline = 5,

    /// <summary>List one's vouchers.</summary>
    View = 6,
}

/// <summary>A document a person is known by. It appears in requests only, never in an answer.</summary>
public sealed record IdentityDocument
{
    /// <summary>What kind of document it is.</summary>
    public required DocumentType Type { get; init; }

    /// <summary>Its number, as printed; its check digit is verified.</summary>
    public required string Number { get; init; }

    /// <summary>Keeps the number out of logs that print records.</summary>
    public override string ToString() => $"{nameof(IdentityDocument)} {{ {Type} }}";
}

/// <summary>Opens an identity session, in which the holder is authenticated for one purpose.</summary>
public sealed record CreateIdentitySessionRequest
{
    /// <summary>What the assertion shall be good for.</summary>
    public required IdentityPurpose Purpose { get; init; }

    /// <summary>The batch to claim from or exchange into; required for <see cref="IdentityPurpose.Claim"/> and <see cref="IdentityPurpose.Exchange"/>.</summary>
    public string? BatchId { get; init; }

    /// <summary>The voucher code; required for every purpose that acts on a voucher.</summary>
    public string? Code { get; init; }

    /// <summary>The institution to redeem at; required of a course platform, for which the proof is good there alone. Others leave it out.</summary>
    public string? InstitutionId { get; init; }
}

/// <summary>An identity session waiting for the holder.</summary>
public sealed record IdentitySession
{
    /// <summary>Its id, <c>ids_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which provider authenticates; <c>sandbox</c> on a development server.</summary>
    public required string Provider { get; init; }

    /// <summary>Until when the holder can authenticate.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Stands in for a holder who shows face, PIN or card to the sandbox provider.</summary>
public sealed record SandboxAuthenticateRequest
{
    /// <summary>The holder's document.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>The holder's name, up to 50 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>Proof that the holder was authenticated for the purpose of the session; usable once.</summary>
public sealed record IdentityAssertion
{
    /// <summary>The assertion, to be passed on with the request it is for.</summary>
    public required string Assertion { get; init; }

    /// <summary>Until when it can be used: five minutes after authentication.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

public static partial class Operations
{
    /// <summary>Opens an identity session.</summary>
    public static readonly Operation<CreateIdentitySessionRequest, IdentitySession> CreateIdentitySession =
        new("POST", "/v1/identity-sessions", Audience.Channel | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Open a session in which the holder is authenticated for one named purpose.",
            Scope = Scope.Claim | Scope.Redeem,
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.NotFound, ErrorCodes.PurposeNotYours, ErrorCodes.NotDelegated],
        };

    /// <summary>Authenticates a holder by the sandbox provider.</summary>
    public static readonly Operation<SandboxAuthenticateRequest, IdentityAssertion> SandboxAuthenticate =
        new("POST", "/v1/sandbox/identity-sessions/{id}/authenticate", Audience.Public)
        {
            Summary = "Stand in for the holder's authentication on a development server; absent in production.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.SessionExpired, ErrorCodes.SessionUsed],
        };
}
