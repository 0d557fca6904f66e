using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Vouchers and commands for tests of the transition function: on 1 June 2026, noon in Shanghai, with classes that ended the day before.</summary>
internal static class SampleVouchers
{
    public const long School = 7;

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 6, 1);

    /// <summary>The terms of a scheme with money.</summary>
    public static readonly VoucherTerms Terms = new(ReversalHours: 24, ReversalRestoresDays: 7, LapseDays: 90, Suspended: false, SettlesItself: false, CountsEver: true);

    public static readonly IReadOnlyDictionary<string, VoucherCommand> Commands = new VoucherCommand[]
    {
        new VoucherCommand.Accept(3, Today, Today.AddDays(29), 0, 1, "TV1"),
        new VoucherCommand.Decline(),
        new VoucherCommand.Return(),
        new VoucherCommand.Exchange(),
        new VoucherCommand.Revoke(),
        new VoucherCommand.Expire(),
        new VoucherCommand.Redeem(School, "electrician", 5, 40_000, Today),
        new VoucherCommand.Reverse(School),
        new VoucherCommand.Apply(School, 9),
        new VoucherCommand.TakeOut(),
        new VoucherCommand.Approve(),
        new VoucherCommand.Disburse(),
        new VoucherCommand.PaymentReturned(),
        new VoucherCommand.Settle(),
        new VoucherCommand.Lapse(),
        new VoucherCommand.SettleUnpaid(),
        new VoucherCommand.Suspend(),
        new VoucherCommand.Resume(),
    }.ToDictionary(c => c.GetType().Name, StringComparer.Ordinal);

    /// <summary>A voucher in a state, with what that state implies.</summary>
    public static VoucherRow In(VoucherState state)
    {
        var wasRedeemed = state is VoucherState.Redeemed or VoucherState.Applied or VoucherState.Approved or VoucherState.Disbursed or VoucherState.Settled or VoucherState.Lapsed;
        return new VoucherRow
        {
            Id = new byte[10],
            State = state,
            FirstDay = Today.AddDays(-10),
            LastDay = state == VoucherState.Expired ? Today.AddDays(-1) : Today.AddDays(10),
            UnitFen = 50_000,
            AmountFen = wasRedeemed ? 40_000 : 0,
            ChannelId = state is VoucherState.Assigned or VoucherState.Declined ? null : 3,
            InstitutionId = wasRedeemed ? School : null,
            RedeemedAt = wasRedeemed ? Now.AddHours(-1) : null,
            ClassEndsOn = wasRedeemed ? Today.AddDays(-1) : null,
            ApplicationId = state is VoucherState.Applied or VoucherState.Approved or VoucherState.Disbursed or VoucherState.Settled ? 9 : null,
        };
    }
}
