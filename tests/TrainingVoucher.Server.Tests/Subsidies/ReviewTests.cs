using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class ReviewTests
{
    [Fact]
    public async Task Review_WrongDecisions_NamesEachAndDoesNothing()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(2));

        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(
            () => s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1, 7, 1, 0)));
        Assert.Equal(
            [("lines[1].line", "not_found"), ("lines[2].line", "duplicate"), ("lines[3].line", "not_found")],
            refused.Errors.Select(e => (e.Field, e.Reason)));

        var silent = new ReviewRequest([new() { Line = 1, Accept = true }, new() { Line = 2, Accept = false }]);
        refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => s.Maker.ReviewApplicationAsync(application.Id, silent));
        Assert.Equal(("invalid_request", "lines[1].reason"), (refused.Code, Assert.Single(refused.Errors).Field));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => s.Maker.ReviewApplicationAsync(application.Id, new([]))));

        Assert.All((await s.Maker.GetApplicationAsync(application.Id)).States(), state => Assert.Equal(LineState.Submitted, state));
    }

    [Fact]
    public async Task Review_LineByLine_IsReviewedWithTheLastAndCanBeDecidedAgain()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(2));

        Assert.Equal(ApplicationState.Submitted, (await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(2))).State);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Checker.ApproveApplicationAsync(application.Id)));
        Assert.Equal(ApplicationState.Reviewed, (await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1))).State);
        var redecided = await s.Maker.ReviewApplicationAsync(application.Id, Settling.Reject(1));
        Assert.Equal((ApplicationState.Reviewed, 50_000), (redecided.State, redecided.AmountFen));

        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1, 2))));
        Assert.Equal([LineState.Rejected, LineState.Approved], (await s.Checker.ApproveApplicationAsync(application.Id)).States());
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.ReviewApplicationAsync(application.Id, Settling.Reject(2))));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Checker.ApproveApplicationAsync(application.Id)));
    }

    [Fact]
    public async Task Review_EveryLineRejected_ClosesAndLetsThemBeAppliedForAgain()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(2);
        var application = await s.ApplyAsync(used);

        application = await s.Maker.ReviewApplicationAsync(application.Id, Settling.Reject(1, 2));
        Assert.Equal((ApplicationState.Closed, 0), (application.State, application.AmountFen));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Checker.ApproveApplicationAsync(application.Id)));

        Assert.Equal(2, (await s.ApplyAsync(used)).Lines.Count);
        Assert.Equal((100_000, 0, 0), await s.BalancesAsync());
    }

    [Fact]
    public async Task Approve_ByAnyReviewerOfAnAcceptedLine_IsRefused()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(2));
        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        await s.Checker.ReviewApplicationAsync(application.Id, Settling.Accept(2));

        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => s.Maker.ApproveApplicationAsync(application.Id)));
        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => s.Checker.ApproveApplicationAsync(application.Id)));
        Assert.Equal((100_000, 0, 0), await s.BalancesAsync());
    }

    [Fact]
    public async Task Approve_ByAReviewerOfRejectedLinesOnly_IsAllowed()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(2));
        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        await s.Checker.ReviewApplicationAsync(application.Id, Settling.Reject(2));

        Assert.Equal(ApplicationState.Approved, (await s.Checker.ApproveApplicationAsync(application.Id)).State);
    }

    [Fact]
    public async Task UpholdObjection_TakesApprovedLinesOut()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(2);
        var application = await s.ApplyAsync(used);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.UpholdObjectionAsync(application.Id, Settling.Lines(1))));
        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1, 2));
        await s.Checker.ApproveApplicationAsync(application.Id);

        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => s.Maker.UpholdObjectionAsync(application.Id, Settling.Lines(1, 3))));
        var objected = await s.Maker.UpholdObjectionAsync(application.Id, Settling.Lines(1));

        Assert.Equal((ApplicationState.Approved, 50_000, "As recorded."), (objected.State, objected.AmountFen, objected.Lines[0].Reason));
        Assert.Equal((50_000, 50_000, 0), await s.BalancesAsync());
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.UpholdObjectionAsync(application.Id, Settling.Lines(1))));
        Assert.Equal(ApplicationState.Closed, (await s.Maker.UpholdObjectionAsync(application.Id, Settling.Lines(2))).State);
        Assert.Equal((100_000, 0, 0), await s.BalancesAsync());
    }

    [Fact]
    public async Task Withdraw_BeforePayment_FreesEveryVoucher()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(2);

        var withdrawn = await s.School.WithdrawApplicationAsync((await s.ApprovedAsync(used)).Id, new("Wrong class."));
        Assert.Equal((ApplicationState.Closed, 0), (withdrawn.State, withdrawn.AmountFen));
        Assert.Equal((100_000, 0, 0), await s.BalancesAsync());
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.School.WithdrawApplicationAsync(withdrawn.Id, new("Again."))));

        var paid = await s.PaidAsync(used);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.School.WithdrawApplicationAsync(paid.Id, new("Too late."))));
        Assert.Equal((0, 0, 100_000), await s.BalancesAsync());
    }

    [Fact]
    public async Task Approve_ManyAtOnce_HappensOnce()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(2));
        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1, 2));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                return $"{(await s.Checker.ApproveApplicationAsync(application.Id)).State}";
            }
            catch (TrainingVoucherException e)
            {
                return e.Code;
            }
        }));

        Assert.Equal(15, outcomes.Count(o => o == "application_state"));
        Assert.Equal((0, 100_000, 0), await s.BalancesAsync());
    }
}
