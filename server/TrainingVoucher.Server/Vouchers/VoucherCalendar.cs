using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What the calendar decides about a voucher, and when, as pure functions.</summary>
internal static class VoucherCalendar
{
    /// <summary>The first day on which there is something to record: that it expired, settled by itself or lapsed. Nothing while that is for others to decide.</summary>
    public static DateOnly? DueOn(VoucherRow voucher, VoucherTerms terms) => voucher.State switch
    {
        VoucherState.Assigned or VoucherState.Claimed => voucher.LastDay.AddDays(1),
        VoucherState.Redeemed => EndsOn(voucher, terms),
        _ => null,
    };

    /// <summary>What is to be recorded on a day; nothing when it is not yet time.</summary>
    public static VoucherCommand? Command(VoucherRow voucher, VoucherTerms terms, DateOnly today) =>
        DueOn(voucher, terms) is not { } due || due > today ? null
        : voucher.State != VoucherState.Redeemed ? new VoucherCommand.Expire()
        : terms.SettlesItself ? new VoucherCommand.SettleUnpaid()
        : new VoucherCommand.Lapse();

    /// <summary>
    /// On which day an unused voucher is looked at, once it is changed: never later than it expires, but as before where that will do. The
    /// sweep may come too early and moves the day on; the change itself leaves the index of days alone.
    /// </summary>
    public static DateOnly? KeptDueOn(DateOnly? before, VoucherRow after) =>
        after.State is VoucherState.Assigned or VoucherState.Claimed && !(before <= after.LastDay) ? after.LastDay.AddDays(1) : before;

    /// <summary>On which day after today an unused voucher is looked at again; nothing when it is not unused.</summary>
    public static DateOnly? NextOfUnused(VoucherRow voucher, DateOnly today) =>
        voucher.State is VoucherState.Assigned or VoucherState.Claimed ? Later(voucher.LastDay.AddDays(1), today) : null;

    /// <summary>On which day after today a redemption is looked at again: also one that is applied for, which may be taken out. Nothing when it has ended.</summary>
    public static DateOnly? NextOfRedeemed(VoucherRow voucher, VoucherTerms terms, DateOnly today) =>
        voucher.State is VoucherState.Redeemed or VoucherState.Applied or VoucherState.Approved or VoucherState.Disbursed ? Later(EndsOn(voucher, terms), today) : null;

    private static DateOnly EndsOn(VoucherRow voucher, VoucherTerms terms) => voucher.ClassEndsOn!.Value.AddDays(terms.SettlesItself ? 1 : terms.LapseDays + 1);

    private static DateOnly Later(DateOnly day, DateOnly today) => day > today ? day : today.AddDays(1);
}
