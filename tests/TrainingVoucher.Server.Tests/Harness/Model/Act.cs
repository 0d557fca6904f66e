namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>The commands of <c>docs/states.md</c> on one voucher.</summary>
internal enum ActKind
{
    Accept,
    Decline,
    Return,
    Exchange,
    Revoke,
    Expire,
    Redeem,
    Reverse,
    Apply,
    TakeOut,
    Approve,
    Disburse,
    PaymentReturned,
    Settle,
    Lapse,
    SettleUnpaid,
    Suspend,
    Resume,
}

/// <summary>A command with what it says.</summary>
internal sealed record Act(ActKind Kind)
{
    public int School { get; init; }

    public long Fen { get; init; }

    public DateOnly ClassEndsOn { get; init; }

    public DateOnly FirstDay { get; init; }

    public DateOnly LastDay { get; init; }

    public int Application { get; init; }
}
