using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;
using static TrainingVoucher.Server.Tests.Vouchers.SampleVouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class VoucherCalendarTests
{
    private static readonly VoucherTerms Attendance = Terms with { SettlesItself = true };

    [Theory]
    [InlineData(VoucherState.Assigned)]
    [InlineData(VoucherState.Claimed)]
    public void Unused_IsDueTheDayAfterItsLast(VoucherState state)
    {
        var voucher = In(state);

        Assert.Equal(voucher.LastDay.AddDays(1), VoucherCalendar.DueOn(voucher, Terms));
        Assert.Null(VoucherCalendar.Command(voucher, Terms, voucher.LastDay));
        Assert.IsType<VoucherCommand.Expire>(VoucherCalendar.Command(voucher, Terms, voucher.LastDay.AddDays(1)));
    }

    [Fact]
    public void Redeemed_LapsesOrSettlesItself_TheDayAfterItsTimeIsOver()
    {
        var voucher = In(VoucherState.Redeemed);
        var ends = voucher.ClassEndsOn!.Value;

        Assert.Null(VoucherCalendar.Command(voucher, Terms, ends.AddDays(Terms.LapseDays)));
        Assert.IsType<VoucherCommand.Lapse>(VoucherCalendar.Command(voucher, Terms, ends.AddDays(Terms.LapseDays + 1)));
        Assert.Null(VoucherCalendar.Command(voucher, Attendance, ends));
        Assert.IsType<VoucherCommand.SettleUnpaid>(VoucherCalendar.Command(voucher, Attendance, ends.AddDays(1)));
    }

    [Fact]
    public void WhatIsDue_IsWhatTheTransitionsAllow()
    {
        foreach (var terms in new[] { Terms, Attendance })
        {
            foreach (var state in Enum.GetValues<VoucherState>())
            {
                for (var day = -20; day < 120; day++)
                {
                    var (voucher, now) = (In(state), Now.AddDays(day));
                    VoucherCommand[] commands = [new VoucherCommand.Expire(), new VoucherCommand.SettleUnpaid(), new VoucherCommand.Lapse()];
                    var allowed = commands.Where(c => VoucherTransitions.Decide(voucher, terms, c, now).Refusal is null && !(terms.SettlesItself && c is VoucherCommand.Lapse));

                    Assert.Equal(allowed.Select(c => c.GetType()), new[] { VoucherCalendar.Command(voucher, terms, Today.AddDays(day)) }.OfType<VoucherCommand>().Select(c => c.GetType()));
                }
            }
        }
    }

    [Fact]
    public void KeptDueOn_AfterRedemption_StaysAsItWas()
    {
        var before = Today.AddDays(11);

        Assert.Equal(before, VoucherCalendar.KeptDueOn(before, In(VoucherState.Redeemed)));
        Assert.Equal(before, VoucherCalendar.KeptDueOn(before, In(VoucherState.Claimed) with { LastDay = Today.AddDays(30) }));
    }

    [Fact]
    public void KeptDueOn_OfAnUnusedVoucher_IsNeverTooLate()
    {
        var voucher = In(VoucherState.Claimed);

        Assert.Equal(VoucherCalendar.ExpiresSoonOn(voucher), VoucherCalendar.KeptDueOn(null, voucher));
        Assert.Equal(voucher.LastDay.AddDays(1), VoucherCalendar.KeptDueOn(voucher.LastDay.AddDays(2), voucher));
    }

    [Theory]
    [InlineData(0, 30, 23)]
    [InlineData(0, 14, 7)]
    [InlineData(0, 13, 7)]
    [InlineData(0, 3, 2)]
    [InlineData(0, 0, 0)]
    [InlineData(20, 24, 22)]
    public void ExpiresSoonOn_IsAWeekBefore_OrHalfOfItsDays(int first, int last, int soon)
    {
        var voucher = In(VoucherState.Claimed) with { CreatedAt = Now, FirstDay = Today.AddDays(first), LastDay = Today.AddDays(last) };

        Assert.Equal(Today.AddDays(soon), VoucherCalendar.ExpiresSoonOn(voucher));
    }

    [Fact]
    public void IsToBeTold_FromTheDayOnUntilItsLast_OfWhatWasNotToldBefore()
    {
        var voucher = In(VoucherState.Claimed) with { CreatedAt = Now, FirstDay = Today, LastDay = Today.AddDays(30) };
        var unseen = voucher with { DueOn = VoucherCalendar.KeptDueOn(null, voucher) };
        var told = voucher with { DueOn = VoucherCalendar.NextOfUnused(unseen, Today.AddDays(25)) };

        Assert.Equal(Enumerable.Range(23, 8), Enumerable.Range(0, 40).Where(day => VoucherCalendar.IsToBeTold(unseen, Today.AddDays(day))));
        Assert.Equal(voucher.LastDay.AddDays(1), told.DueOn);
        Assert.DoesNotContain(Enumerable.Range(0, 40), day => VoucherCalendar.IsToBeTold(told, Today.AddDays(day)));
        Assert.DoesNotContain(
            Enum.GetValues<VoucherState>().Where(s => s is not (VoucherState.Assigned or VoucherState.Claimed)), s => VoucherCalendar.IsToBeTold(unseen with { State = s }, Today.AddDays(25)));
    }

    [Fact]
    public void NextOfUnused_LookedAtEarly_IsWhenItExpiresSoon()
    {
        var voucher = In(VoucherState.Claimed) with { CreatedAt = Now, FirstDay = Today, LastDay = Today.AddDays(30) };

        Assert.Equal(Today.AddDays(23), VoucherCalendar.NextOfUnused(voucher, Today.AddDays(22)));
        Assert.Equal(Today.AddDays(31), VoucherCalendar.NextOfUnused(voucher, Today.AddDays(23)));
    }

    [Fact]
    public void Next_OfWhatIsOver_IsNothing_AndElseAfterToday()
    {
        foreach (var state in Enum.GetValues<VoucherState>())
        {
            var voucher = In(state);
            var (unused, redeemed) = (VoucherCalendar.NextOfUnused(voucher, Today), VoucherCalendar.NextOfRedeemed(voucher, Terms, Today));

            Assert.Equal(state is VoucherState.Assigned or VoucherState.Claimed, unused is not null);
            Assert.Equal(state is VoucherState.Redeemed or VoucherState.Applied or VoucherState.Approved or VoucherState.Disbursed, redeemed is not null);
            Assert.True((unused ?? redeemed ?? DateOnly.MaxValue) > Today);
        }
    }

    [Fact]
    public void Next_OfWhatCouldNotBeRecorded_IsTomorrow()
    {
        var late = In(VoucherState.Redeemed) with { ClassEndsOn = Today.AddDays(-200) };

        Assert.Equal(Today.AddDays(1), VoucherCalendar.NextOfRedeemed(late, Terms, Today));
        Assert.Equal(Today.AddDays(1), VoucherCalendar.NextOfUnused(In(VoucherState.Claimed) with { LastDay = Today.AddDays(-1) }, Today));
    }
}
