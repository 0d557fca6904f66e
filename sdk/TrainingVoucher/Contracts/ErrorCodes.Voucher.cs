namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>No voucher of this code, or not the caller's.</summary>
    public static readonly ErrorCode UnknownCode = Define(404, "unknown_code",
        "没有此券。", "There is no such voucher.",
        "请核对唯一码，或请持券人重新出示。", "Check the code, or ask the holder to show it again.");

    /// <summary>The batch is not offered through this channel.</summary>
    public static readonly ErrorCode ChannelNotInBatch = Define(403, "channel_not_in_batch",
        "本渠道不发放该批次。", "The batch is not offered through this channel.",
        "请到其他渠道领取。", "Claim it through another channel.");

    /// <summary>An authority has switched the channel off in the region of the batch.</summary>
    public static readonly ErrorCode ChannelSwitchedOff = Define(403, "channel_switched_off",
        "本渠道在该地区已停用。", "This channel is switched off in the region.",
        "请到其他渠道领取。", "Claim it through another channel.");

    /// <summary>All vouchers of the batch are given out.</summary>
    public static readonly ErrorCode SoldOut = Define(409, "sold_out",
        "该批次已领完。", "All vouchers of the batch are given out.",
        "请关注下一批次。", "Wait for the next batch.");

    /// <summary>The channel's share of the batch is given out.</summary>
    public static readonly ErrorCode ChannelSoldOut = Define(409, "channel_sold_out",
        "本渠道的名额已领完。", "This channel's share of the batch is given out.",
        "请到其他渠道领取。", "Claim it through another channel.");

    /// <summary>The person had a voucher of this batch before.</summary>
    public static readonly ErrorCode AlreadyClaimed = Define(409, "already_claimed",
        "您已领取过该批次的券。", "The person had a voucher of this batch before.",
        "每人每批次限一张，请查看我的券。", "Each person gets one per batch; look at the person's vouchers.");

    /// <summary>The batch is targeted and the person is not on its list.</summary>
    public static readonly ErrorCode NotAssigned = Define(409, "not_assigned",
        "该券不是发给您的，或已不可领取。", "No voucher of this batch is waiting for this person.",
        "请向发放部门核实。", "Ask the authority that releases it.");

    /// <summary>A condition is not met according to the register.</summary>
    public static readonly ErrorCode NotEligible = Define(409, "not_eligible",
        "不符合领取条件。", "The person does not meet the conditions.",
        "请查看领取条件，或向人社部门核实登记信息。", "See the conditions, or ask the authority about the register.");

    /// <summary>A pledge is missing.</summary>
    public static readonly ErrorCode PledgeMissing = Define(409, "pledge_missing",
        "尚未完成所需承诺。", "A pledge is missing.",
        "请持券人阅读并作出承诺。", "Let the holder read and make the pledge.");

    /// <summary>The person has as many vouchers of the scheme as allowed.</summary>
    public static readonly ErrorCode LimitReached = Define(409, "limit_reached",
        "已达到该券种的每人限领数量。", "The person has as many vouchers of this scheme as allowed.",
        "请先使用或退回已有的券。", "Use or return one first.");

    /// <summary>The person holds an unused voucher of the same group.</summary>
    public static readonly ErrorCode UnusedInGroup = Define(409, "unused_in_group",
        "您有同类券尚未使用。", "The person holds an unused voucher of the same group.",
        "请先使用或退回该券。", "Use or return it first.");

    /// <summary>The scheme lets nobody act for the holder.</summary>
    public static readonly ErrorCode ProxyNotAllowed = Define(409, "proxy_not_allowed",
        "该券须由本人办理。", "Nobody may act for the holder of this voucher.",
        "请持券人本人办理。", "The holder has to act in person.");

    /// <summary>The voucher would be exchanged into its own batch.</summary>
    public static readonly ErrorCode SameBatch = Define(409, "same_batch",
        "不能换成同一批次的券。", "A voucher is not exchanged for one of its own batch.",
        "请选择其他批次。", "Choose another batch.");

    /// <summary>Voucher, batch, scheme or institution is suspended.</summary>
    public static readonly ErrorCode Suspended = Define(409, "suspended",
        "该券、批次、券种或机构已暂停。", "The voucher, its batch, its scheme or the institution is suspended.",
        "请向人社部门了解。", "Ask the authority.");

    /// <summary>The voucher's last day is over.</summary>
    public static readonly ErrorCode Expired = Define(409, "expired",
        "该券已过期。", "The voucher has expired.",
        "请重新领取其他批次的券。", "Claim one of another batch.");

    /// <summary>The voucher's first day has not come.</summary>
    public static readonly ErrorCode NotStarted = Define(409, "not_started",
        "该券尚未生效。", "The voucher is not valid yet.",
        "请在有效期内使用。", "Use it from its first valid day.");

    /// <summary>The voucher is not claimed, or no longer.</summary>
    public static readonly ErrorCode NotClaimed = Define(409, "not_claimed",
        "该券不是已领取未使用的状态。", "The voucher is not in its holder's hands unused.",
        "请查看券的状态。", "Look at its state.");

    /// <summary>The voucher was redeemed before.</summary>
    public static readonly ErrorCode AlreadyRedeemed = Define(409, "already_redeemed",
        "该券已使用。", "The voucher was redeemed before.",
        "请勿重复使用；如有疑问请查看验券记录。", "It cannot be used again; look at the records in case of doubt.");

    /// <summary>The voucher is settled: its code is void.</summary>
    public static readonly ErrorCode Settled = Define(409, "settled",
        "该券已核销，唯一码作废。", "The voucher is settled; its code is void.",
        "无法再使用。", "It cannot be used any more.");

    /// <summary>The voucher was revoked.</summary>
    public static readonly ErrorCode Revoked = Define(409, "revoked",
        "该券已作废。", "The voucher was revoked.",
        "请向发放部门了解。", "Ask the authority that released it.");

    /// <summary>The voucher was returned, exchanged or declined.</summary>
    public static readonly ErrorCode Returned = Define(409, "returned",
        "该券已退回。", "The voucher was given back.",
        "请使用其他券。", "Use another voucher.");

    /// <summary>The redemption lapsed.</summary>
    public static readonly ErrorCode Lapsed = Define(409, "lapsed",
        "该券使用后未按时申报，已失效。", "The redemption lapsed: nobody applied for it in time.",
        "无法再申报。", "It cannot be applied for any more.");
}
