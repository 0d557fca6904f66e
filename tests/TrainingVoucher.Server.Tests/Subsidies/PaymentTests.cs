using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class PaymentTests
{
    [Fact]
    public async Task ReturnPayment_ThenDisbursedAgain_KeepsARowForEach()
    {
        await using var s = await Scenario.StartAsync();
        var paid = await s.PaidAsync(await s.UsedAsync(3));

        var returned = await s.Maker.ReturnPaymentAsync(paid.Id, Settling.Lines(2, 3));
        Assert.Equal((ApplicationState.Approved, 150_000), (returned.State, returned.AmountFen));
        Assert.Equal([LineState.Disbursed, LineState.Approved, LineState.Approved], returned.States());
        Assert.Equal((0, 100_000, 50_000), await s.BalancesAsync());
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.ReturnPaymentAsync(paid.Id, Settling.Lines(1, 2))));

        Assert.Equal(ApplicationState.Disbursed, (await s.Maker.DisburseApplicationAsync(paid.Id, s.Payment("second"))).State);
        Assert.Equal((0, 0, 150_000), await s.BalancesAsync());
        Assert.Equal([-100_000L, 100_000L, 150_000L], (await s.DisbursementsAsync()).Order());
        Assert.Equal(ApplicationState.Settled, (await s.Maker.SettleApplicationAsync(paid.Id)).State);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.ReturnPaymentAsync(paid.Id, Settling.Lines(1))));
    }

    [Fact]
    public async Task Settle_PaidLinesWhileOthersCameBack_SettlesThoseOnly()
    {
        await using var s = await Scenario.StartAsync();
        var paid = await s.PaidAsync(await s.UsedAsync(2));
        await s.Maker.ReturnPaymentAsync(paid.Id, Settling.Lines(2));

        var settled = await s.Maker.SettleApplicationAsync(paid.Id);

        Assert.Equal([LineState.Settled, LineState.Approved], settled.States());
        Assert.Equal(ApplicationState.Approved, settled.State);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.SettleApplicationAsync(paid.Id)));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.School.WithdrawApplicationAsync(paid.Id, new("No."))));
        await s.Maker.DisburseApplicationAsync(paid.Id, s.Payment());
        Assert.Equal(ApplicationState.Settled, (await s.Maker.SettleApplicationAsync(paid.Id)).State);
        Assert.Equal((0, 0, 100_000), await s.BalancesAsync());
    }

    [Fact]
    public async Task Disburse_OutOfTurn_IsRefused()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApplyAsync(await s.UsedAsync(1));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.DisburseApplicationAsync(application.Id, s.Payment())));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.SettleApplicationAsync(application.Id)));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.ReturnPaymentAsync(application.Id, Settling.Lines(1))));

        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.DisburseApplicationAsync(application.Id, s.Payment())));
        await s.Checker.ApproveApplicationAsync(application.Id);
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.SettleApplicationAsync(application.Id)));
        await s.Maker.DisburseApplicationAsync(application.Id, s.Payment());
        Assert.Equal("application_state", await Scenario.RefusedAsync(() => s.Maker.DisburseApplicationAsync(application.Id, s.Payment())));
        Assert.Equal((0, 0, 50_000), await s.BalancesAsync());
    }

    [Fact]
    public async Task Disburse_WrongFields_NamesThem()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApprovedAsync(await s.UsedAsync(1));

        Assert.Equal(["paidOn"], await FieldsAsync(new() { Reference = "1", PaidOn = s.Today.AddDays(1) }));
        Assert.Equal(["reference", "paidOn"], await FieldsAsync(new() { Reference = " ", PaidOn = new DateOnly(2019, 12, 31) }));
        Assert.Equal((0, 50_000, 0), await s.BalancesAsync());

        async Task<IEnumerable<string>> FieldsAsync(DisburseRequest request) =>
            (await Assert.ThrowsAsync<TrainingVoucherException>(() => s.Maker.DisburseApplicationAsync(application.Id, request))).Errors.Select(e => e.Field);
    }

    [Fact]
    public async Task Disburse_ManyAtOnce_PaysOnce()
    {
        await using var s = await Scenario.StartAsync();
        var application = await s.ApprovedAsync(await s.UsedAsync(2));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Record.ExceptionAsync(() => s.Maker.DisburseApplicationAsync(application.Id, s.Payment($"{i}")))));

        Assert.Equal([100_000L], await s.DisbursementsAsync());
        Assert.Equal((0, 0, 100_000), await s.BalancesAsync());
    }

    [Fact]
    public async Task Revoke_OfAnAppliedVoucher_LeavesItsLineRevokedAndUncounted()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(3);
        var application = await s.ApplyAsync(used);
        await s.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1, 2));

        await RevokeAsync(used[2]);
        application = await s.School.GetApplicationAsync(application.Id);
        Assert.Equal([LineState.Accepted, LineState.Accepted, LineState.Revoked], application.States());
        Assert.Equal((ApplicationState.Reviewed, 100_000), (application.State, application.AmountFen));
        Assert.Equal((100_000, 0, 0), await s.BalancesAsync());

        await s.Checker.ApproveApplicationAsync(application.Id);
        await RevokeAsync(used[1]);
        Assert.Equal((0, 50_000, 0), await s.BalancesAsync());
        application = await s.Maker.DisburseApplicationAsync(application.Id, s.Payment());
        Assert.Equal((ApplicationState.Disbursed, 50_000), (application.State, application.AmountFen));
        Assert.Equal([50_000L], await s.DisbursementsAsync());

        Assert.Equal("not_revocable", await Scenario.RefusedAsync(() => RevokeAsync(used[0])));
        await s.Maker.ReturnPaymentAsync(application.Id, Settling.Lines(1));
        await RevokeAsync(used[0]);
        Assert.Equal(ApplicationState.Closed, (await s.Maker.GetApplicationAsync(application.Id)).State);
        Assert.Equal((0, 0, 0), await s.BalancesAsync());

        Task<Voucher> RevokeAsync(Voucher voucher) => s.Maker.RevokeVoucherAsync(new() { Code = voucher.Code, Reason = "Fraud." });
    }
}
