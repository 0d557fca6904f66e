namespace TrainingVoucher.Contracts;

/// <summary>Uses up an assertion whose purpose is the caller's own business: to enrol, apply, sign in or rate. It says what the session said.</summary>
public sealed record UseIdentityAssertionRequest
{
    /// <summary>The assertion.</summary>
    public required string Assertion { get; init; }

    /// <summary>What it was made for: <see cref="IdentityPurpose.Enrol"/>, <see cref="IdentityPurpose.Apply"/>, <see cref="IdentityPurpose.SignIn"/> or <see cref="IdentityPurpose.Rate"/>.</summary>
    public required IdentityPurpose Purpose { get; init; }

    /// <summary>The voucher code of the session; left out when it names none.</summary>
    public string? Code { get; init; }

    /// <summary>The institution of the session; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The reference of the session; left out when it has none.</summary>
    public string? Reference { get; init; }
}

/// <summary>Who was authenticated, how and when: a reference in place of a person.</summary>
public sealed record ProvenHolder
{
    /// <summary>What for.</summary>
    public required IdentityPurpose Purpose { get; init; }

    /// <summary>The holder: always the same text for the caller's owner, another one for every other, so that nobody puts what two partners know of a person together by it.</summary>
    public required string HolderReference { get; init; }

    /// <summary>How.</summary>
    public required IdentityMethod Method { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }
}

public static partial class Operations
{
    /// <summary>Uses up an assertion.</summary>
    public static readonly Operation<UseIdentityAssertionRequest, ProvenHolder> UseIdentityAssertion =
        new("POST", "/v1/identity-assertions/use", Audience.Channel | Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Use up an assertion to enrol, apply, sign in or rate, and learn that the holder was authenticated for it.",
            Scope = Scope.Claim | Scope.Redeem,
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.NotFound, ErrorCodes.NotDelegated, ErrorCodes.AssertionInvalid],
        };
}
