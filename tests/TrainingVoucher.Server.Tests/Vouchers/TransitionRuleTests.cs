using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Vouchers;
using static TrainingVoucher.Server.Tests.Vouchers.SampleVouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>What the table cannot show: boundaries in time, money, places and counts.</summary>
public class TransitionRuleTests
{
    private static Decision Decide(VoucherRow voucher, VoucherCommand command, VoucherTerms? terms = null, DateTimeOffset? now = null) =>
        VoucherTransitions.Decide(voucher, terms ?? Terms, command, now ?? Now);

    private static DateTimeOffset Shanghai(int day, int hour, int minute = 0, int second = 0) => new(2026, 6, day, hour, minute, second, TimeSpan.FromHours(8));

    [Fact]
    public void StateAt_LastSecondOfLastDay_IsClaimed()
    {
        var voucher = In(VoucherState.Claimed) with { LastDay = new DateOnly(2026, 6, 1) };

        Assert.Equal(VoucherState.Claimed, voucher.StateAt(Shanghai(1, 23, 59, 59)));
        Assert.Equal(VoucherState.Expired, voucher.StateAt(Shanghai(2, 0)));
    }

    [Fact]
    public void StateAt_RedeemedAfterLastDay_StaysRedeemed() =>
        Assert.Equal(VoucherState.Redeemed, (In(VoucherState.Redeemed) with { LastDay = Today.AddDays(-1) }).StateAt(Now));

    [Theory]
    [InlineData(VoucherState.Assigned, 0)]
    [InlineData(VoucherState.Claimed, -1)]
    public void Expire_PastLastDay_FreesPlaceAndCounts(VoucherState state, int unused)
    {
        var decision = Decide(In(state) with { LastDay = Today.AddDays(-1) }, new VoucherCommand.Expire());

        Assert.Equal(VoucherState.Expired, decision.After.State);
        Assert.True(decision.FreesPlace);
        Assert.Equal((-1, unused), (decision.SchemeCount, decision.UnusedCount));
    }

    [Fact]
    public void Redeem_BeforeFirstDay_NotStarted() =>
        Assert.Equal(ErrorCodes.NotStarted, Decide(In(VoucherState.Claimed) with { FirstDay = Today.AddDays(1) }, Commands["Redeem"]).Refusal);

    [Fact]
    public void Redeem_OnFirstAndLastDay_Redeemed()
    {
        Assert.Null(Decide(In(VoucherState.Claimed) with { FirstDay = Today }, Commands["Redeem"]).Refusal);
        Assert.Null(Decide(In(VoucherState.Claimed) with { LastDay = Today }, Commands["Redeem"]).Refusal);
    }

    [Fact]
    public void Redeem_Partly_ObligatesTheAmountAndGivesTheRestBack()
    {
        var decision = Decide(In(VoucherState.Claimed), Commands["Redeem"]);

        Assert.Equal([new Movement(Balance.Reserved, Balance.Obligated, 40_000), new Movement(Balance.Reserved, Balance.Available, 10_000)], decision.Money);
        Assert.Equal(40_000, decision.After.AmountFen);
        Assert.Equal(-1, decision.UnusedCount);
    }

    [Theory]
    [InlineData(50_001)]
    [InlineData(-1)]
    public void Redeem_AmountOutsideOfWhatIsReserved_Throws(long fen) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide(In(VoucherState.Claimed), new VoucherCommand.Redeem(School, "p", 0, fen, Today)));

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Redeem_Suspended_Refused(bool voucher, bool scheme) =>
        Assert.Equal(ErrorCodes.Suspended, Decide(In(VoucherState.Claimed) with { Suspended = voucher }, Commands["Redeem"], Terms with { Suspended = scheme }).Refusal);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Accept_Suspended_Refused(bool voucher, bool scheme) =>
        Assert.Equal(ErrorCodes.Suspended, Decide(In(VoucherState.Assigned) with { Suspended = voucher }, Commands["Accept"], Terms with { Suspended = scheme }).Refusal);

    [Fact]
    public void Exchange_Suspended_RefusedAndReturnTaken()
    {
        Assert.Equal(ErrorCodes.Suspended, Decide(In(VoucherState.Claimed) with { Suspended = true }, Commands["Exchange"]).Refusal);
        Assert.Null(Decide(In(VoucherState.Claimed) with { Suspended = true }, Commands["Return"]).Refusal);
    }

    [Fact]
    public void Redeem_RedeemedElsewhere_WrongInstitution() =>
        Assert.Equal(ErrorCodes.WrongInstitution, Decide(In(VoucherState.Redeemed), new VoucherCommand.Redeem(School + 1, "p", 0, 0, Today)).Refusal);

    [Fact]
    public void Reverse_ByAnotherInstitution_UnknownCode() =>
        Assert.Equal(ErrorCodes.UnknownCode, Decide(In(VoucherState.Redeemed), new VoucherCommand.Reverse(School + 1)).Refusal);

    [Fact]
    public void Reverse_AtTheEndOfTheWindow_Refused()
    {
        var redeemed = In(VoucherState.Redeemed);

        Assert.Null(Decide(redeemed, Commands["Reverse"], now: redeemed.RedeemedAt!.Value.AddHours(24).AddTicks(-1)).Refusal);
        Assert.Equal(ErrorCodes.ReversalWindowOver, Decide(redeemed, Commands["Reverse"], now: redeemed.RedeemedAt!.Value.AddHours(24)).Refusal);
    }

    [Fact]
    public void Reverse_LongAfterLastDay_RestoresTheDaysOfTheScheme()
    {
        var decision = Decide(In(VoucherState.Redeemed) with { LastDay = Today.AddDays(-3) }, Commands["Reverse"]);

        Assert.Equal(Today.AddDays(6), decision.After.LastDay);
        Assert.Null(decision.After.InstitutionId);
        Assert.Equal(1, decision.UnusedCount);
        Assert.Equal([new Movement(Balance.Obligated, Balance.Reserved, 40_000), new Movement(Balance.Available, Balance.Reserved, 10_000)], decision.Money);
    }

    [Fact]
    public void Reverse_LongBeforeLastDay_KeepsIt() =>
        Assert.Equal(Today.AddDays(10), Decide(In(VoucherState.Redeemed), Commands["Reverse"]).After.LastDay);

    [Fact]
    public void Apply_ByAnotherInstitution_UnknownCode() =>
        Assert.Equal(ErrorCodes.UnknownCode, Decide(In(VoucherState.Redeemed), new VoucherCommand.Apply(School + 1, 9)).Refusal);

    [Fact]
    public void Apply_Attendance_SettlesItself() =>
        Assert.Equal(ErrorCodes.SettlesItself, Decide(In(VoucherState.Redeemed), Commands["Apply"], Terms with { SettlesItself = true }).Refusal);

    [Fact]
    public void Apply_Contested_Refused() =>
        Assert.Equal(ErrorCodes.Suspended, Decide(In(VoucherState.Redeemed) with { Contested = true }, Commands["Apply"]).Refusal);

    [Theory]
    [InlineData(-90, false)]
    [InlineData(-91, true)]
    public void Lapse_DaysAfterClass_AsTheSchemeSays(int classEnded, bool lapses)
    {
        var decision = Decide(In(VoucherState.Redeemed) with { ClassEndsOn = Today.AddDays(classEnded) }, Commands["Lapse"]);

        Assert.Equal(lapses, decision.Refusal is null);
        Assert.Equal(lapses ? ErrorCodes.Lapsed : null, Decide(In(VoucherState.Redeemed) with { ClassEndsOn = Today.AddDays(classEnded) }, Commands["Apply"]).Refusal);
        Assert.Equal(lapses ? [new Movement(Balance.Obligated, Balance.Available, 40_000)] : [], decision.Money);
    }

    [Theory]
    [InlineData(true, -1, true)]
    [InlineData(true, 0, false)]
    [InlineData(false, -1, false)]
    public void SettleUnpaid_OnlyAttendanceAndAfterClass(bool settlesItself, int classEnded, bool settles) =>
        Assert.Equal(settles, Decide(In(VoucherState.Redeemed) with { ClassEndsOn = Today.AddDays(classEnded) }, Commands["SettleUnpaid"], Terms with { SettlesItself = settlesItself }).Refusal is null);

    [Theory]
    [InlineData(VoucherState.Redeemed, nameof(Balance.Obligated))]
    [InlineData(VoucherState.Applied, nameof(Balance.Obligated))]
    [InlineData(VoucherState.Approved, nameof(Balance.Approved))]
    public void Revoke_AfterUse_FreesTheAmount(VoucherState state, string from)
    {
        var decision = Decide(In(state), Commands["Revoke"]);

        Assert.Equal([new Movement(Enum.Parse<Balance>(from), Balance.Available, 40_000)], decision.Money);
        Assert.Equal((-1, 0), (decision.SchemeCount, decision.UnusedCount));
        Assert.False(decision.FreesPlace);
    }

    [Theory]
    [InlineData("Approve", VoucherState.Applied, nameof(Balance.Obligated), nameof(Balance.Approved))]
    [InlineData("Disburse", VoucherState.Approved, nameof(Balance.Approved), nameof(Balance.Disbursed))]
    [InlineData("PaymentReturned", VoucherState.Disbursed, nameof(Balance.Disbursed), nameof(Balance.Approved))]
    [InlineData("TakeOut", VoucherState.Approved, nameof(Balance.Approved), nameof(Balance.Obligated))]
    public void Payment_EachStep_MovesTheAmount(string command, VoucherState state, string from, string to) =>
        Assert.Equal([new Movement(Enum.Parse<Balance>(from), Enum.Parse<Balance>(to), 40_000)], Decide(In(state), Commands[command]).Money);

    [Fact]
    public void TakeOut_OfApplied_MovesNothingAndForgetsTheApplication()
    {
        var decision = Decide(In(VoucherState.Applied), Commands["TakeOut"]);

        Assert.Empty(decision.Money);
        Assert.Null(decision.After.ApplicationId);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, -1)]
    public void Settle_LimitOfLiveOnes_CountsNoMore(bool countsEver, int change)
    {
        Assert.Equal(change, Decide(In(VoucherState.Disbursed), Commands["Settle"], Terms with { CountsEver = countsEver }).SchemeCount);
        Assert.Equal(change, Decide(In(VoucherState.Redeemed) with { ClassEndsOn = Today.AddDays(-91) }, Commands["Lapse"], Terms with { CountsEver = countsEver }).SchemeCount);
    }
}
