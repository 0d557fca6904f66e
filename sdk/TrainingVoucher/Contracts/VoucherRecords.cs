namespace TrainingVoucher.Contracts;

/// <summary>A voucher as an authority sees it; the holder is masked.</summary>
public sealed record VoucherRecord
{
    /// <summary>The voucher.</summary>
    public required Voucher Voucher { get; init; }

    /// <summary>The holder, masked: first character of the name, first and last characters of the number.</summary>
    public required MaskedHolder Holder { get; init; }

    /// <summary>The channel it was claimed through.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The institution that redeemed it.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it was redeemed.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>What somebody is to the holder who let it be redeemed in the holder's place; <see langword="null"/> when the holder did.</summary>
    public ProxyRelation? RedeemProxy { get; init; }

    /// <summary>The subsidy application it is part of.</summary>
    public string? ApplicationId { get; init; }
}

/// <summary>A person, recognisable to somebody who knows them and to nobody else.</summary>
/// <param name="Name">First character and asterisks.</param>
/// <param name="Document">First and last characters of the number and asterisks.</param>
public sealed record MaskedHolder(string Name, string Document)
{
    /// <summary>Keeps even masked names out of logs that print records.</summary>
    public override string ToString() => nameof(MaskedHolder);
}

/// <summary>Which vouchers to list.</summary>
public sealed record VoucherQuery : PageQuery
{
    /// <summary>Of this scheme.</summary>
    public string? SchemeId { get; init; }

    /// <summary>Of this batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Of this region's subtree.</summary>
    public string? Region { get; init; }

    /// <summary>Redeemed by this institution.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>Claimed through this channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>In this state at the time of the answer.</summary>
    public VoucherState? State { get; init; }
}

/// <summary>Acts on one voucher for a stated reason.</summary>
public sealed record VoucherActRequest
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>A holder in clear, for an officer with a reason; the look is journalled.</summary>
public sealed record RevealedHolder
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The document.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>Keeps name and number out of logs that print records.</summary>
    public override string ToString() => nameof(RevealedHolder);
}

public static partial class Operations
{
    /// <summary>Lists vouchers with masked holders.</summary>
    public static readonly Operation<VoucherQuery, Page<VoucherRecord>> ListVouchers =
        new("GET", "/v1/vouchers", Audience.Authority)
        {
            Summary = "List the vouchers of the caller's region with masked holders; the look is journalled.",
            Scope = Scope.Administer,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.RegionNotYours],
        };

    /// <summary>Revokes a voucher.</summary>
    public static readonly Operation<VoucherActRequest, Voucher> RevokeVoucher =
        new("POST", "/v1/vouchers/revoke", Audience.Authority)
        {
            Summary = "Revoke a voucher that is not paid yet.",
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.NotRevocable, ErrorCodes.Settled, ErrorCodes.Expired],
        };

    /// <summary>Suspends one voucher at once.</summary>
    public static readonly Operation<VoucherActRequest, Voucher> SuspendVoucher =
        new("POST", "/v1/vouchers/suspend", Audience.Authority)
        {
            Summary = "Suspend one voucher at once.",
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.VoucherEnded],
        };

    /// <summary>Resumes a suspended voucher.</summary>
    public static readonly Operation<VoucherActRequest, Voucher> ResumeVoucher =
        new("POST", "/v1/vouchers/resume", Audience.Authority)
        {
            Summary = "Resume a suspended voucher.",
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.VoucherEnded],
        };

    /// <summary>Shows a holder in clear.</summary>
    public static readonly Operation<VoucherActRequest, RevealedHolder> RevealHolder =
        new("POST", "/v1/vouchers/holder", Audience.Authority)
        {
            Summary = "Show the holder of a voucher in clear, for a stated reason; the look is journalled.",
            Refusals = [ErrorCodes.UnknownCode],
            IsQuery = true,
            Scope = Scope.Administer,
        };
}
