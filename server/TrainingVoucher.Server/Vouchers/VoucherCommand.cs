using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Something that can be done to one voucher. The list is closed; <c>docs/states.md</c> has the table.</summary>
internal abstract record VoucherCommand
{
    private VoucherCommand()
    {
    }

    /// <summary>The holder accepts an assigned voucher.</summary>
    internal sealed record Accept(long ChannelId, DateOnly FirstDay, DateOnly LastDay, uint Shard, ushort ShardIndex, string Token, ProxyRelation? Proxy = null) : VoucherCommand;

    /// <summary>The holder declines an assigned voucher.</summary>
    internal sealed record Decline : VoucherCommand;

    /// <summary>The holder gives an unused voucher back.</summary>
    internal sealed record Return : VoucherCommand;

    /// <summary>The holder gives an unused voucher back for another one.</summary>
    internal sealed record Exchange : VoucherCommand;

    /// <summary>An authority withdraws a voucher that is not paid.</summary>
    internal sealed record Revoke : VoucherCommand;

    /// <summary>The sweeper records what the calendar has decided.</summary>
    internal sealed record Expire : VoucherCommand;

    /// <summary>An institution takes the voucher of a proven holder, or a course platform does for it.</summary>
    internal sealed record Redeem(long InstitutionId, string Project, int Level, long AmountFen, DateOnly ClassEndsOn, ProxyRelation? Proxy = null, long? PlatformId = null) : VoucherCommand;

    /// <summary>The institution that redeemed takes it back.</summary>
    internal sealed record Reverse(long InstitutionId) : VoucherCommand;

    /// <summary>The institution puts the voucher on a roster.</summary>
    internal sealed record Apply(long InstitutionId, long ApplicationId) : VoucherCommand;

    /// <summary>Its line is rejected, withdrawn, or objected to.</summary>
    internal sealed record TakeOut : VoucherCommand;

    /// <summary>Its line is approved for payment.</summary>
    internal sealed record Approve : VoucherCommand;

    /// <summary>Its line was paid.</summary>
    internal sealed record Disburse : VoucherCommand;

    /// <summary>Its payment came back.</summary>
    internal sealed record PaymentReturned : VoucherCommand;

    /// <summary>It is spent for good.</summary>
    internal sealed record Settle : VoucherCommand;

    /// <summary>The sweeper records that nobody applied for it in time.</summary>
    internal sealed record Lapse : VoucherCommand;

    /// <summary>The sweeper settles an attendance voucher whose class has ended.</summary>
    internal sealed record SettleUnpaid : VoucherCommand;

    /// <summary>An authority suspends this one voucher.</summary>
    internal sealed record Suspend : VoucherCommand;

    /// <summary>An authority resumes it.</summary>
    internal sealed record Resume : VoucherCommand;
}
