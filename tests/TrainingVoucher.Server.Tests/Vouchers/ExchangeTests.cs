using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public sealed class ExchangeTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Exchange_SameSchemeOnOtherMoney_GivesOneBackAndTakesAnother()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { Group = "skills" });
        var otherLine = await _s.AddLineAsync(1_000_000);
        var from = await _s.ReleaseAsync(_s.Proposed(scheme, 5) with { Channels = [new() { ChannelId = _s.BankId, Quota = 1 }] });
        var to = await _s.ReleaseAsync(_s.Proposed(scheme, 5) with { BudgetLineId = otherLine.Id });
        var held = await _s.ClaimAsync(from, 1);

        var got = await ExchangeAsync(held, to, 1);

        Assert.Equal((to.Id, VoucherState.Claimed), (got.BatchId, got.State));
        Assert.NotEqual(held.Code, got.Code);
        Assert.Equal((0, 1), ((await _s.Maker.GetBatchAsync(from.Id)).Claimed, (await _s.Maker.GetBatchAsync(to.Id)).Claimed));
        Assert.Equal("returned", await Scenario.RefusedAsync(() => _s.RedeemAsync(held, 1)));
        Assert.Equal("already_claimed", await Scenario.RefusedAsync(() => _s.ClaimAsync(from, 1)));
        await _s.ClaimAsync(from, 2);
        await _s.RedeemAsync(got, 1);
        Assert.Equal(50_000, (await _s.Maker.GetBudgetLineAsync(otherLine.Id)).ObligatedFen);
        Assert.Equal(1, await _s.CountJournalAsync("voucher.exchanged"));
    }

    [Fact]
    public async Task Exchange_SecondHalfRefused_LeavesTheFirstUntouched()
    {
        var held = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 1);
        var full = await _s.ReleaseAsync(Scenario.FaceValue(), 1);
        await _s.ClaimAsync(full, 2);
        var picky = await _s.ReleaseAsync(Scenario.FaceValue() with { Eligibility = [new() { Id = "c", Categories = ["veteran"] }] }, 1);
        var assertion = await AssertAsync(held, full, 1);

        Assert.Equal("sold_out", await Scenario.RefusedAsync(() => _s.Bank.ExchangeAsync(new() { Code = held.Code, BatchId = full.Id, Assertion = assertion })));
        Assert.Equal("not_eligible", await Scenario.RefusedAsync(() => ExchangeAsync(held, picky, 1)));

        var mine = Assert.Single((await _s.Bank.ListHolderVouchersAsync(new(await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.View)))).Items);
        Assert.Equal((held.Code, VoucherState.Claimed), (mine.Code, mine.State));
        Assert.Equal(0, await _s.CountJournalAsync("voucher.exchanged"));
        Assert.Equal("sold_out", await Scenario.RefusedAsync(() => _s.Bank.ExchangeAsync(new() { Code = held.Code, BatchId = full.Id, Assertion = assertion })));
        await _s.RedeemAsync(held, 1);
    }

    [Fact]
    public async Task Exchange_WhatCannotBe_IsRefused()
    {
        var (a, b) = (await _s.ReleaseAsync(Scenario.FaceValue(), 5), await _s.ReleaseAsync(Scenario.FaceValue(), 5));
        var held = await _s.ClaimAsync(a, 1);
        var others = await _s.ClaimAsync(a, 2);

        Assert.Equal("same_batch", await Scenario.RefusedAsync(() => ExchangeAsync(held, a, 1)));
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => ExchangeAsync(others, b, 1)));
        await _s.RedeemAsync(held, 1);
        Assert.Equal("already_redeemed", await Scenario.RefusedAsync(() => ExchangeAsync(held, b, 1)));
        Assert.Equal(0, (await _s.Maker.GetBatchAsync(b.Id)).Claimed);
    }

    [Fact]
    public async Task Exchange_IntoATargetedBatch_AcceptsTheAssignedOne()
    {
        var held = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 1);
        var targeted = await _s.ReleaseToAsync(await _s.DefineAsync(Scenario.FaceValue()), 1);

        Assert.Equal(VoucherState.Claimed, (await ExchangeAsync(held, targeted, 1)).State);
        Assert.Equal(1, (await _s.Maker.GetBatchAsync(targeted.Id)).Claimed);
    }

    private async Task<Voucher> ExchangeAsync(Voucher held, Batch to, int person) =>
        await _s.Bank.ExchangeAsync(new() { Code = held.Code, BatchId = to.Id, Assertion = await AssertAsync(held, to, person) });

    private Task<string> AssertAsync(Voucher held, Batch to, int person) => _s.AssertAsync(_s.Bank, person, IdentityPurpose.Exchange, to.Id, held.Code);
}
