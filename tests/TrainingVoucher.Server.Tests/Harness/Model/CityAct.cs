namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>What somebody can do in the model city.</summary>
internal enum CityActKind
{
    Claim,
    Redeem,
    Reverse,
    Return,
    Decline,
    Exchange,
    Revoke,
    Suspend,
    Resume,
    SuspendBatch,
    ResumeBatch,
    CloseBatch,
    Apply,
    Accept,
    Reject,
    Approve,
    UpholdObjection,
    Disburse,
    ReturnPayment,
    Settle,
    Withdraw,
    Sweep,
    Pass,
}

/// <summary>An act with whom and what it is about, by their places in the lists of the model.</summary>
internal sealed record CityAct(CityActKind Kind)
{
    public int Batch { get; init; }

    public int Voucher { get; init; }

    public int Person { get; init; }

    public int School { get; init; }

    public int Application { get; init; }

    public int Hours { get; init; }

    public DateOnly ClassEndsOn { get; init; }
}
