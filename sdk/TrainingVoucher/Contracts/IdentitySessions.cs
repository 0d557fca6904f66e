namespace TrainingVoucher.Contracts;

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

    /// <summary>The batch to claim from or exchange into; required for <see cref="IdentityPurpose.Exchange"/>, and for <see cref="IdentityPurpose.Claim"/> unless <see cref="BatchIds"/> are given.</summary>
    public string? BatchId { get; init; }

    /// <summary>The batches to claim from, 2 to 10, once from each; for <see cref="IdentityPurpose.Claim"/> in place of <see cref="BatchId"/>.</summary>
    public IReadOnlyList<string>? BatchIds { get; init; }

    /// <summary>The voucher code; required for every purpose that acts on a voucher.</summary>
    public string? Code { get; init; }

    /// <summary>The institution it is about. A course platform always names the one it acts for, a channel the one to enrol at or to rate; an institution leaves it out.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The caller's own name of the class, 1 to 64 letters, digits, dots, dashes and underscores; required to enrol and to sign in, possible to rate. Nothing of a person belongs into it.</summary>
    public string? Reference { get; init; }

    /// <summary>What somebody is to the holder who acts in the holder's place, and is authenticated as well; <see langword="null"/> when the holder acts. To claim, redeem, return, exchange, decline and view.</summary>
    public ProxyRelation? Proxy { get; init; }

    /// <summary>Where the holder's browser is sent back to, with <c>session</c> = the id of the session in its query: one of the addresses of <see cref="ReturnUrls"/>. When left out, the holder is told to close the page.</summary>
    public string? ReturnUrl { get; init; }
}

/// <summary>An identity session waiting for the holder.</summary>
public sealed record IdentitySession
{
    /// <summary>Its id, <c>ids_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which provider authenticates: <c>oidc</c>, or <c>sandbox</c> on a development server.</summary>
    public required string Provider { get; init; }

    /// <summary>The page of this server that the holder's browser is sent to, and that sends it on to the provider. Whoever opens it is taken for the holder: give it to nobody else.</summary>
    public required string Url { get; init; }

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

    /// <summary>Who acts in the holder's place; required when the session says that somebody does, and only then.</summary>
    public SandboxProxy? Proxy { get; init; }
}

/// <summary>Somebody who acts in the holder's place, at the sandbox provider.</summary>
public sealed record SandboxProxy
{
    /// <summary>The proxy's own document.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>The proxy's name, up to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Keeps the name out of logs that print records.</summary>
    public override string ToString() => nameof(SandboxProxy);
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
    /// <summary>Why a holder came back from the provider without having been authenticated.</summary>
    private static readonly ErrorCode[] IdentityFailures =
    [
        ErrorCodes.IdentityDenied, ErrorCodes.IdentityProviderFailed, ErrorCodes.IdentityAnswerInvalid, ErrorCodes.IdentityMethodUnknown,
        ErrorCodes.IdentityDocumentInvalid, ErrorCodes.ProxyNotProven,
    ];

    /// <summary>Opens an identity session.</summary>
    public static readonly Operation<CreateIdentitySessionRequest, IdentitySession> CreateIdentitySession =
        new("POST", "/v1/identity-sessions", Audience.Channel | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Open a session in which the holder is authenticated for one named purpose.",
            Scope = Scope.Claim | Scope.Redeem,
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.NotFound, ErrorCodes.PurposeNotYours, ErrorCodes.NotDelegated, ErrorCodes.NoIdentityProvider, ErrorCodes.ReturnUrlNotRegistered],
        };

    /// <summary>Takes the assertion of a session whose holder was authenticated.</summary>
    public static readonly Operation<Nothing, IdentityAssertion> TakeIdentityAssertion =
        new("POST", "/v1/identity-sessions/{id}/assertion", Audience.Channel | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Take the assertion of a session of the calling system, once, when the holder was authenticated.",
            Scope = Scope.Claim | Scope.Redeem,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.SessionPending, ErrorCodes.SessionExpired, ErrorCodes.SessionUsed, .. IdentityFailures],
        };

    /// <summary>Authenticates a holder by the sandbox provider.</summary>
    public static readonly Operation<SandboxAuthenticateRequest, IdentityAssertion> SandboxAuthenticate =
        new("POST", "/v1/sandbox/identity-sessions/{id}/authenticate", Audience.Public)
        {
            Summary = "Stand in for the holder's authentication on a development server; absent in production. Gives the assertion as well, which its session still has for who opened it.",
            Refusals = [ErrorCodes.NotFound, ErrorCodes.SessionExpired, ErrorCodes.SessionUsed, ErrorCodes.ProxyNotProven],
        };
}
