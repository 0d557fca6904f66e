namespace TrainingVoucher.Contracts;

/// <summary>Checks what was scanned or typed.</summary>
/// <param name="Scan">The raw text: a voucher code or a voucher token, up to 1,024 characters.</param>
public sealed record CheckVoucherRequest(string Scan)
{
    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The device that scanned, up to 64 characters; for the record only.</summary>
    public string? Device { get; init; }
}

/// <summary>Whether a voucher could be redeemed by the calling institution. A refusal is an answer, not an error.</summary>
public sealed record CheckAnswer
{
    /// <summary>Whether it could be redeemed now, given the holder.</summary>
    public required bool Usable { get; init; }

    /// <summary>The reason against it; <see langword="null"/> when usable.</summary>
    public string? Code { get; init; }

    /// <summary>A sentence to show to a person, in both languages; <see langword="null"/> when usable.</summary>
    public LocalText? Message { get; init; }

    /// <summary>What to do next, in both languages; <see langword="null"/> when usable.</summary>
    public LocalText? Next { get; init; }

    /// <summary>The voucher; only what the institution is entitled to see.</summary>
    public Voucher? Voucher { get; init; }
}

/// <summary>Redeems a voucher. The code or token is only half of it: the holder is proven by the card or by an assertion.</summary>
public sealed record RedeemRequest
{
    /// <summary>The raw text that was scanned or typed: a voucher code or a voucher token, up to 1,024 characters.</summary>
    public required string Scan { get; init; }

    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The document read from the holder's card at the counter; or <see cref="Assertion"/>.</summary>
    public IdentityDocument? Document { get; init; }

    /// <summary>The holder's identity assertion, made for <see cref="IdentityPurpose.Redeem"/> of this voucher; or <see cref="Document"/>.</summary>
    public string? Assertion { get; init; }

    /// <summary>The training project the voucher is used for.</summary>
    public required string Project { get; init; }

    /// <summary>The skill level, 1 to 5; 0 when the project has none.</summary>
    public int Level { get; init; }

    /// <summary>Whether the training is online. The default value is <see langword="false"/>.</summary>
    public bool Online { get; init; }

    /// <summary>The last day of the class; the redemption lapses some days later if nobody applied for it.</summary>
    public required DateOnly ClassEndsOn { get; init; }

    /// <summary>The device that scanned, up to 64 characters; for the record only.</summary>
    public string? Device { get; init; }
}

/// <summary>Checks many vouchers at once.</summary>
/// <param name="Scans">The raw texts, 1 to 1,000: voucher codes or voucher tokens, each up to 1,024 characters.</param>
public sealed record CheckVouchersRequest(IReadOnlyList<string> Scans)
{
    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The device that scanned, up to 64 characters; for the record only.</summary>
    public string? Device { get; init; }
}

/// <summary>The answers to many checks.</summary>
/// <param name="Answers">One answer for each text, in their order.</param>
public sealed record CheckVouchersAnswer(IReadOnlyList<CheckAnswer> Answers);

/// <summary>Redeems many vouchers in one call; each is decided by itself.</summary>
/// <param name="Items">What is to be redeemed, 1 to 1,000.</param>
public sealed record RedeemVouchersRequest(IReadOnlyList<RedeemRequest> Items);

/// <summary>What became of each item.</summary>
/// <param name="Results">One result for each item, in their order.</param>
public sealed record RedeemVouchersAnswer(IReadOnlyList<RedeemResult> Results);

/// <summary>What became of one of many redemptions: done, or refused.</summary>
public sealed record RedeemResult
{
    /// <summary>The redemption; <see langword="null"/> when it was refused.</summary>
    public Redemption? Redemption { get; init; }

    /// <summary>The reason against it; <see langword="null"/> when it was done.</summary>
    public string? Code { get; init; }

    /// <summary>A sentence to show to a person, in both languages; <see langword="null"/> when it was done.</summary>
    public LocalText? Message { get; init; }

    /// <summary>What to do next, in both languages; <see langword="null"/> when it was done.</summary>
    public LocalText? Next { get; init; }
}

/// <summary>Reverses a redemption of the calling institution.</summary>
public sealed record ReverseRequest
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The institution that the calling course platform acts for; left out by an institution itself.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The device it is done on, up to 64 characters; for the record only.</summary>
    public string? Device { get; init; }
}

/// <summary>One redemption of the calling institution.</summary>
public sealed record Redemption
{
    /// <summary>The voucher.</summary>
    public required Voucher Voucher { get; init; }

    /// <summary>The training project.</summary>
    public required string Project { get; init; }

    /// <summary>The skill level.</summary>
    public required int Level { get; init; }

    /// <summary>When it was redeemed.</summary>
    public required DateTimeOffset RedeemedAt { get; init; }

    /// <summary>The last day of the class.</summary>
    public required DateOnly ClassEndsOn { get; init; }

    /// <summary>What somebody is to the holder who let it be redeemed in the holder's place; <see langword="null"/> when the holder did.</summary>
    public ProxyRelation? Proxy { get; init; }
}

public static partial class Operations
{
    /// <summary>Checks a voucher.</summary>
    public static readonly Operation<CheckVoucherRequest, CheckAnswer> CheckVoucher =
        new("POST", "/v1/vouchers/check", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Check whether a scanned voucher could be redeemed by the calling institution, or the one a platform acts for.",
            Refusals = [ErrorCodes.NotDelegated],
            IsQuery = true,
            Scope = Scope.Redeem,
        };

    /// <summary>Redeems a voucher.</summary>
    public static readonly Operation<RedeemRequest, Redemption> RedeemVoucher =
        new("POST", "/v1/vouchers/redeem", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Redeem a voucher with the holder's card or an identity assertion; a code alone never redeems.",
            Refusals =
            [
                ErrorCodes.UnknownCode, ErrorCodes.NotDelegated, ErrorCodes.HolderProofRequired, ErrorCodes.HolderMismatch, ErrorCodes.AssertionInvalid,
                ErrorCodes.NotClaimed, ErrorCodes.AlreadyRedeemed, ErrorCodes.Settled, ErrorCodes.Expired, ErrorCodes.NotStarted,
                ErrorCodes.Revoked, ErrorCodes.Returned, ErrorCodes.Lapsed, ErrorCodes.Suspended, ErrorCodes.WrongInstitution, ErrorCodes.WrongProject,
                ErrorCodes.WrongForm, ErrorCodes.NoStandard, ErrorCodes.ProxyNotAllowed, ErrorCodes.TokenMismatch, .. ErrorCodes.TokenRefusals,
            ],
        };

    /// <summary>Checks many vouchers.</summary>
    public static readonly Operation<CheckVouchersRequest, CheckVouchersAnswer> CheckVouchers =
        new("POST", "/v1/vouchers/check-many", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Check up to 1,000 scanned vouchers in one call; each is answered by itself.",
            Refusals = [ErrorCodes.NotDelegated],
            IsQuery = true,
            Scope = Scope.Redeem,
            IsBulk = true,
        };

    /// <summary>Redeems many vouchers.</summary>
    public static readonly Operation<RedeemVouchersRequest, RedeemVouchersAnswer> RedeemVouchers =
        new("POST", "/v1/vouchers/redeem-many", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Redeem up to 1,000 vouchers in one call, each with its holder's card or assertion; each is decided by itself.",
            IsBulk = true,
        };

    /// <summary>Reverses a redemption.</summary>
    public static readonly Operation<ReverseRequest, Voucher> ReverseRedemption =
        new("POST", "/v1/vouchers/reverse", Audience.Institution | Audience.CoursePlatform)
        {
            Summary = "Reverse a redemption of the calling institution within the window of its scheme.",
            Refusals =
            [
                ErrorCodes.UnknownCode, ErrorCodes.NotDelegated, ErrorCodes.NotRedeemed, ErrorCodes.ReversalWindowOver, ErrorCodes.InApplication,
                ErrorCodes.BudgetInsufficient, ErrorCodes.UnusedInGroup, ErrorCodes.Settled, ErrorCodes.Revoked, ErrorCodes.Lapsed,
            ],
        };

    /// <summary>Lists the redemptions of the calling institution.</summary>
    public static readonly Operation<PageQuery, Page<Redemption>> ListRedemptions =
        new("GET", "/v1/redemptions", Audience.Institution) { Summary = "List the redemptions of the calling institution, newest first." };
}
