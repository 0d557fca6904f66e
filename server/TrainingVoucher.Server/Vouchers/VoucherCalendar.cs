using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What the calendar decides about a voucher, and when, as pure functions.</summary>
internal static class VoucherCalendar
{
    private const int SoonDays = 7;

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

    /// <summary>From when on a voucher expires soon: a week before its last day, or when half of its days are over where it has less than two weeks.</summary>
    public static DateOnly ExpiresSoonOn(VoucherRow voucher)
    {
        var from = Math.Max(voucher.FirstDay.DayNumber, Calendar.DayOf(voucher.CreatedAt).DayNumber);
        return voucher.LastDay.AddDays(-Math.Clamp((voucher.LastDay.DayNumber - from) / 2, 0, SoonDays));
    }

    /// <summary>Whether the sweep of a day says of a voucher that it expires soon. It says so once: afterwards the voucher is looked at when it has expired.</summary>
    public static bool IsToBeTold(VoucherRow voucher, DateOnly today) =>
        IsUnused(voucher) && voucher.DueOn <= voucher.LastDay && today >= ExpiresSoonOn(voucher) && today <= voucher.LastDay;

    /// <summary>
    /// On which day an unused voucher is looked at, once it is changed: never later than it expires, but as before where that will do. The
    /// sweep may come too early and moves the day on; the change itself leaves the index of days alone.
    /// </summary>
    public static DateOnly? KeptDueOn(DateOnly? before, VoucherRow after) =>
        !IsUnused(after) || before <= after.LastDay ? before
        : before is null ? ExpiresSoonOn(after)
        : after.LastDay.AddDays(1);

    /// <summary>On which day after today an unused voucher is looked at again; nothing when it is not unused.</summary>
    public static DateOnly? NextOfUnused(VoucherRow voucher, DateOnly today) =>
        !IsUnused(voucher) ? null
        : ExpiresSoonOn(voucher) is var soon && soon > today ? soon
        : Later(voucher.LastDay.AddDays(1), today);

    /// <summary>On which day after today a redemption is looked at again: also one that is applied for, which may be taken out. Nothing when it has ended.</summary>
    public static DateOnly? NextOfRedeemed(VoucherRow voucher, VoucherTerms terms, DateOnly today) =>
        voucher.State is VoucherState.Redeemed or VoucherState.Applied or VoucherState.Approved or VoucherState.Disbursed ? Later(EndsOn(voucher, terms), today) : null;

    private static bool IsUnused(VoucherRow voucher) => voucher.State is VoucherState.Assigned or VoucherState.Claimed;

    private static DateOnly EndsOn(VoucherRow voucher, VoucherTerms terms) => voucher.ClassEndsOn!.Value.AddDays(terms.SettlesItself ? 1 : terms.LapseDays + 1);

    private static DateOnly Later(DateOnly day, DateOnly today) => day > today ? day : today.AddDays(1);
}
