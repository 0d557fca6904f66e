using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Subsidies;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class ApplicationRulesTests
{
    private static readonly LineState[] States = [.. Enum.GetValues<LineState>().Where(s => s != LineState.Unknown)];

    [Theory]
    [InlineData(ApplicationState.Closed, LineState.Rejected)]
    [InlineData(ApplicationState.Closed, LineState.Revoked, LineState.Rejected)]
    [InlineData(ApplicationState.Submitted, LineState.Submitted, LineState.Accepted)]
    [InlineData(ApplicationState.Reviewed, LineState.Accepted, LineState.Rejected)]
    [InlineData(ApplicationState.Approved, LineState.Approved, LineState.Disbursed, LineState.Settled)]
    [InlineData(ApplicationState.Disbursed, LineState.Disbursed, LineState.Settled, LineState.Revoked)]
    [InlineData(ApplicationState.Settled, LineState.Settled, LineState.Rejected)]
    public void StateOf_Lines_IsThatOfTheLastLiveOne(ApplicationState expected, params LineState[] lines) =>
        Assert.Equal(expected, ApplicationRules.StateOf(lines));

    [Fact]
    public void Decide_EveryActOnEveryLine_AllowsTheListedStepsOnly()
    {
        var allowed =
            from act in Enum.GetValues<ApplicationAct>()
            from before in States
            from after in States
            let line = new LineRow { Line = 1, State = before, ReviewedBy = 1 }
            where ApplicationRules.Decide(act, [line], [new LineMove(line, line with { State = after, ApprovedBy = 2 })]).Refusal is null
            select $"{act}: {before} → {after}";

        Assert.Equal(
            [
                "Approve: Accepted → Approved",
                "Disburse: Approved → Disbursed",
                "ReturnPayment: Disbursed → Approved",
                "Review: Accepted → Accepted",
                "Review: Accepted → Rejected",
                "Review: Submitted → Accepted",
                "Review: Submitted → Rejected",
                "Revoke: Accepted → Revoked",
                "Revoke: Approved → Revoked",
                "Revoke: Submitted → Revoked",
                "Settle: Disbursed → Settled",
                "UpholdObjection: Approved → Rejected",
                "Withdraw: Accepted → Rejected",
                "Withdraw: Approved → Rejected",
                "Withdraw: Submitted → Rejected",
            ],
            allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decide_ApproveBesideAnUndecidedLine_IsRefused()
    {
        var (accepted, undecided) = (new LineRow { Line = 1, State = LineState.Accepted, ReviewedBy = 1 }, new LineRow { Line = 2, State = LineState.Submitted });
        var move = new LineMove(accepted, accepted with { State = LineState.Approved, ApprovedBy = 2 });
        Assert.Equal(ErrorCodes.ApplicationState, ApplicationRules.Decide(ApplicationAct.Approve, [accepted, undecided], [move]).Refusal!.Code);
    }

    [Fact]
    public void Decide_NoLine_IsRefused()
    {
        var line = new LineRow { Line = 1, State = LineState.Approved };
        Assert.Equal(ErrorCodes.ApplicationState, ApplicationRules.Decide(ApplicationAct.Settle, [line], []).Refusal!.Code);
    }
}
