using TrainingVoucher.Tokens;

namespace TrainingVoucher.Contracts;

/// <summary>A voucher as its holder and the institutions that take it see it.</summary>
public sealed record Voucher
{
    /// <summary>Its code, <c>TXXXXX-XXXXXX-XXXXXX</c>: a name, never a credential.</summary>
    public required string Code { get; init; }

    /// <summary>The signed form, checkable offline; <see langword="null"/> until it is claimed, and for institutions: it is the holder's to show.</summary>
    public string? Token { get; init; }

    /// <summary>Where it stands at the time of the answer.</summary>
    public required VoucherState State { get; init; }

    /// <summary>Whether it is suspended, by itself or with its batch or scheme.</summary>
    public bool Suspended { get; init; }

    /// <summary>The scheme.</summary>
    public required string SchemeId { get; init; }

    /// <summary>The name of the scheme.</summary>
    public required LocalText SchemeName { get; init; }

    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>How its amount is found.</summary>
    public required ValueMode ValueMode { get; init; }

    /// <summary>The amount, or the cap for a project standard; 0 for a voucher without money. In fen.</summary>
    public required long ValueFen { get; init; }

    /// <summary>What the redemption obligated, in fen; 0 before.</summary>
    public long AmountFen { get; init; }

    /// <summary>The first day it can be used; for an assigned voucher the day it can first be accepted.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day it can be used; for an assigned voucher the last day it can be accepted.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>What somebody is to the holder who claimed it in the holder's place; <see langword="null"/> when the holder did, and for institutions.</summary>
    public ProxyRelation? ClaimProxy { get; init; }
}

/// <summary>The vouchers of a holder.</summary>
/// <param name="Items">The vouchers, the newest first.</param>
/// <param name="HolderReference">The holder, by the text that the events in the feed of the calling channel name him with; another text for every other channel.</param>
public sealed record HolderVouchers(IReadOnlyList<Voucher> Items, string HolderReference);

/// <summary>Claims a voucher, or accepts an assigned one.</summary>
public sealed record ClaimRequest
{
    /// <summary>The batch to claim from.</summary>
    public required string BatchId { get; init; }

    /// <summary>The holder's identity assertion, made for <see cref="IdentityPurpose.Claim"/> in this batch, or in several of which it is one.</summary>
    public required string Assertion { get; init; }

    /// <summary>The ids of the conditions the holder pledged.</summary>
    public IReadOnlyList<string> Pledges { get; set; } = [];

    /// <summary>
    /// Where the holder came in, for the record only: an activity, a poster, a message. 1 to 40 lower-case letters, digits and dashes, a
    /// letter first; nothing of a person.
    /// </summary>
    public string? Entry { get; init; }
}

/// <summary>Acts on one voucher for its holder.</summary>
public sealed record HolderRequest
{
    /// <summary>The voucher code.</summary>
    public required string Code { get; init; }

    /// <summary>The holder's identity assertion, made for this act on this voucher.</summary>
    public required string Assertion { get; init; }
}

/// <summary>Exchanges a voucher for one of another batch in one step.</summary>
public sealed record ExchangeRequest
{
    /// <summary>The code of the voucher to give back.</summary>
    public required string Code { get; init; }

    /// <summary>The batch to claim from instead.</summary>
    public required string BatchId { get; init; }

    /// <summary>The holder's identity assertion, made for <see cref="IdentityPurpose.Exchange"/> of this voucher into this batch.</summary>
    public required string Assertion { get; init; }

    /// <summary>The ids of the conditions the holder pledged.</summary>
    public IReadOnlyList<string> Pledges { get; set; } = [];
}

/// <summary>Lists the vouchers of a holder.</summary>
/// <param name="Assertion">The holder's identity assertion, made for <see cref="IdentityPurpose.View"/>.</param>
public sealed record ListHolderVouchersRequest(string Assertion);

public static partial class Operations
{
    /// <summary>What became of a voucher that is no longer where a command needs it.</summary>
    private static readonly ErrorCode[] GoneRefusals =
    [
        ErrorCodes.AlreadyRedeemed, ErrorCodes.Settled, ErrorCodes.Expired, ErrorCodes.Returned, ErrorCodes.Revoked, ErrorCodes.Lapsed,
    ];

    private static readonly ErrorCode[] ClaimRefusals =
    [
        ErrorCodes.AssertionInvalid, ErrorCodes.BatchNotOpen, ErrorCodes.BatchClosed, ErrorCodes.Suspended,
        ErrorCodes.ChannelNotInBatch, ErrorCodes.ChannelSwitchedOff, ErrorCodes.SoldOut, ErrorCodes.ChannelSoldOut, ErrorCodes.AlreadyClaimed, ErrorCodes.NotAssigned,
        ErrorCodes.NotEligible, ErrorCodes.PledgeMissing, ErrorCodes.LimitReached, ErrorCodes.UnusedInGroup, ErrorCodes.ProxyNotAllowed,
        ErrorCodes.Expired,
    ];

    /// <summary>Claims a voucher, or accepts an assigned one.</summary>
    public static readonly Operation<ClaimRequest, Voucher> ClaimVoucher =
        new("POST", "/v1/vouchers/claim", Audience.Channel)
        {
            Summary = "Claim a voucher for an authenticated holder, or accept the one assigned to the holder in the batch.",
            Refusals = ClaimRefusals,
        };

    /// <summary>Declines an assigned voucher.</summary>
    public static readonly Operation<HolderRequest, Voucher> DeclineVoucher =
        new("POST", "/v1/vouchers/decline", Audience.Channel)
        {
            Summary = "Decline an assigned voucher for its holder.",
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.AssertionInvalid, ErrorCodes.NotAssigned, ErrorCodes.ProxyNotAllowed, .. GoneRefusals],
        };

    /// <summary>Returns an unused voucher.</summary>
    public static readonly Operation<HolderRequest, Voucher> ReturnVoucher =
        new("POST", "/v1/vouchers/return", Audience.Channel)
        {
            Summary = "Return an unused voucher for its holder.",
            Refusals = [ErrorCodes.UnknownCode, ErrorCodes.AssertionInvalid, ErrorCodes.NotClaimed, ErrorCodes.ProxyNotAllowed, .. GoneRefusals],
        };

    /// <summary>Exchanges a voucher for one of another batch.</summary>
    public static readonly Operation<ExchangeRequest, Voucher> ExchangeVoucher =
        new("POST", "/v1/vouchers/exchange", Audience.Channel)
        {
            Summary = "Give back an unused voucher and claim one of another batch, both or neither.",
            Refusals = [.. ClaimRefusals.Except(GoneRefusals), ErrorCodes.UnknownCode, ErrorCodes.NotClaimed, ErrorCodes.SameBatch, .. GoneRefusals],
        };

    /// <summary>Lists the vouchers of a holder.</summary>
    public static readonly Operation<ListHolderVouchersRequest, HolderVouchers> ListHolderVouchers =
        new("POST", "/v1/vouchers/mine", Audience.Channel)
        {
            Summary = "List the vouchers of an authenticated holder, newest first.",
            Refusals = [ErrorCodes.AssertionInvalid],
        };
}
