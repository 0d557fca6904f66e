using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class SettlementTests
{
    [Fact]
    public async Task Application_FromRosterToSettled_BalancesAddUpAtEveryStep()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(4);
        Assert.Equal((200_000, 0, 0), await s.BalancesAsync());

        var application = await s.ApplyAsync(used);
        Assert.Equal((ApplicationState.Submitted, 200_000), (application.State, application.AmountFen));
        Assert.Equal((s.SchoolId, s.Server.Admin.AuthorityId), (application.InstitutionId, application.AuthorityId));
        Assert.Equal(used.Select(v => v.Code), application.Lines.Select(l => l.Code));
        Assert.All(application.Lines, l => Assert.Equal((s.Line.Id, 50_000), (l.BudgetLineId, l.Fen)));
        Assert.Equal((200_000, 0, 0), await s.BalancesAsync());

        application = await s.Maker.ReviewApplicationAsync(application.Id, new([.. Settling.Accept(1, 3, 4).Lines, .. Settling.Reject(2).Lines]));
        Assert.Equal((ApplicationState.Reviewed, 150_000), (application.State, application.AmountFen));
        Assert.Equal([LineState.Accepted, LineState.Rejected, LineState.Accepted, LineState.Accepted], application.States());
        Assert.Equal("Not in class.", application.Lines[1].Reason);
        Assert.Equal(VoucherState.Redeemed, await s.StateOfAsync(used[1].Code));
        Assert.Equal((200_000, 0, 0), await s.BalancesAsync());

        application = await s.Checker.ApproveApplicationAsync(application.Id);
        Assert.Equal(ApplicationState.Approved, application.State);
        Assert.NotEqual(application.ReviewedBy, application.ApprovedBy);
        Assert.Equal((50_000, 150_000, 0), await s.BalancesAsync());

        application = await s.Maker.DisburseApplicationAsync(application.Id, s.Payment());
        Assert.Equal(ApplicationState.Disbursed, application.State);
        Assert.Equal((50_000, 0, 150_000), await s.BalancesAsync());
        Assert.Equal([150_000L], await s.DisbursementsAsync());

        application = await s.Maker.SettleApplicationAsync(application.Id);
        Assert.Equal((ApplicationState.Settled, 150_000), (application.State, application.AmountFen));
        Assert.Equal([LineState.Settled, LineState.Rejected, LineState.Settled, LineState.Settled], application.States());
        Assert.Equal((50_000, 0, 150_000), await s.BalancesAsync());
        Assert.Equal(VoucherState.Settled, await s.StateOfAsync(used[0].Code));
        Assert.Equal("settled", (await s.School.CheckAsync(new(used[0].Code))).Code);
        Assert.Equal(application, await s.School.GetApplicationAsync(application.Id), Same);
    }

    [Fact]
    public async Task Settled_Code_IsVoidEverywhere()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(1);
        await s.Maker.SettleApplicationAsync((await s.PaidAsync(used)).Id);

        Assert.Equal("settled", await Scenario.RefusedAsync(() => s.School.RedeemAsync(s.Redeeming(used[0], 1))));
        Assert.Equal("settled", await Scenario.RefusedAsync(() => s.School.ReverseAsync(new() { Code = used[0].Code, Reason = "No." })));
        Assert.Equal("settled", await Scenario.RefusedAsync(() => s.Maker.RevokeVoucherAsync(new() { Code = used[0].Code, Reason = "No." })));
        var again = await s.School.SubmitApplicationAsync(Settling.Roster(used[0].Code));
        Assert.Null(again.Application);
        Assert.Equal("settled", Assert.Single(again.Report.Errors).Reason);
    }

    [Fact]
    public async Task Application_OfTwoBudgetLines_IsPaidByEachForItsOwn()
    {
        await using var s = await Scenario.StartAsync();
        var first = await s.UsedAsync(2);
        var other = await s.AddLineAsync(1_000_000);
        var batch = await s.ReleaseAsync(s.Proposed(await s.DefineAsync(Scenario.FaceValue(30_000)), 1) with { BudgetLineId = other.Id });
        var second = await s.UseAsync(batch, 9);

        await s.PaidAsync([.. first, second]);

        Assert.Equal([30_000L, 100_000L], (await s.DisbursementsAsync()).Order());
        Assert.Equal((0, 0, 100_000), await s.BalancesAsync());
        Assert.Equal(30_000, (await s.Maker.GetBudgetLineAsync(other.Id)).DisbursedFen);
    }

    [Fact]
    public async Task Application_WithoutMoney_SettlesAndPostsNothing()
    {
        await using var s = await Scenario.StartAsync();
        var entitlement = Scenario.FaceValue(0) with { ValueMode = ValueMode.Entitlement };
        var used = await s.UseAsync(await s.ReleaseAsync(entitlement, 1), 1);

        var application = await s.Maker.SettleApplicationAsync((await s.PaidAsync([used])).Id);

        Assert.Equal((ApplicationState.Settled, 0), (application.State, application.AmountFen));
        Assert.Null(application.Lines[0].BudgetLineId);
        Assert.Empty(await s.DisbursementsAsync());
        Assert.Equal((0, 0, 0), await s.BalancesAsync());
    }

    [Fact]
    public async Task Step_IsJournalledOncePerVoucherAndOncePerApplication()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.PaidAsync(await s.UsedAsync(2));
        await s.Maker.SettleApplicationAsync(application.Id);

        var entries = (await s.Server.Store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal ORDER BY id"), CancellationToken.None))
            .Select(bytes => Server.Journal.JournalCodec.Decode(bytes)).ToList();
        Assert.Equal(
            ["application.submitted", "application.reviewed", "application.approved", "application.disbursed", "application.settled"],
            entries.Where(e => e.Kind == "app").Select(e => e.Event));
        Assert.Equal(
            ["voucher.applied", "voucher.applied", "voucher.approved", "voucher.approved", "voucher.disbursed", "voucher.disbursed", "voucher.settled", "voucher.settled"],
            entries.Where(e => e.Kind == "voucher" && e.Event is not ("voucher.claimed" or "voucher.redeemed")).Select(e => e.Event));
        Assert.All(entries.Where(e => e.Event == "voucher.disbursed"), e => Assert.Equal((50_000, "国库〔2026〕8号"), (e.Fen, e.Reason)));
    }

    private static bool Same(SubsidyApplication a, SubsidyApplication b) => a with { Lines = [] } == b with { Lines = [] } && a.Lines.SequenceEqual(b.Lines);
}
