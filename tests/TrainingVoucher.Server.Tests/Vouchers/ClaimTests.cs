using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public sealed class ClaimTests : IAsyncLifetime
{
    private static readonly Reason Why = new("r");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Claim_WindowAndChannel_AreHeld()
    {
        var now = _s.Server.Time.GetUtcNow();
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { LimitPerPerson = 9 });
        var later = await _s.ReleaseAsync(_s.Proposed(scheme, 5) with { OpensAt = now.AddHours(1), ClosesAt = now.AddHours(2) });
        var (_, stranger) = await _s.AddBankAsync();

        Assert.Equal("batch_not_open", await Scenario.RefusedAsync(() => _s.ClaimAsync(later, 1)));
        Assert.Equal("channel_not_in_batch", await Scenario.RefusedAsync(() => _s.ClaimAsync(later, 1, stranger)));
        _s.Server.Time.SetUtcNow(later.OpensAt);
        await _s.ClaimAsync(later, 1);
        _s.Server.Time.SetUtcNow(later.ClosesAt.AddMilliseconds(-1));
        await _s.ClaimAsync(later, 2);
        _s.Server.Time.SetUtcNow(later.ClosesAt);
        Assert.Equal("batch_closed", await Scenario.RefusedAsync(() => _s.ClaimAsync(later, 3)));

        var closed = await _s.ReleaseAsync(_s.Proposed(scheme, 5));
        await _s.Maker.CloseBatchAsync(closed.Id, Why);
        Assert.Equal("batch_closed", await Scenario.RefusedAsync(() => _s.ClaimAsync(closed, 3)));
        Assert.Equal("batch_closed", await Scenario.RefusedAsync(() => _s.Maker.CloseBatchAsync(closed.Id, Why)));
        Assert.Equal("channel_not_in_batch", await Scenario.RefusedAsync(() => _s.Bank.ClaimAsync(new() { BatchId = "bat_0000000000000", Assertion = "x" })));
    }

    [Fact]
    public async Task Claim_QuotaOfAChannel_LeavesTheRestToOthers()
    {
        var (otherId, other) = await _s.AddBankAsync();
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 3) with { Channels = [new() { ChannelId = _s.BankId, Quota = 1 }, new() { ChannelId = otherId }] });

        var first = await _s.ClaimAsync(batch, 1);
        Assert.Equal("channel_sold_out", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 2)));
        await _s.ClaimAsync(batch, 2, other);
        await ReturnAsync(first, 1);
        await _s.ClaimAsync(batch, 3);
        await _s.ClaimAsync(batch, 4, other);

        Assert.Equal("sold_out", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 5, other)));
        Assert.Equal(3, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
    }

    [Fact]
    public async Task Claim_FullByExpiredVouchers_HasTheirPlaces()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 1 } });
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 2) with { Channels = [new() { ChannelId = _s.BankId, Quota = 2 }] });
        await _s.ClaimAsync(batch, 1);
        await _s.RedeemAsync(await _s.ClaimAsync(batch, 2), 2);
        Assert.Equal("channel_sold_out", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 3)));

        _s.Server.Time.Advance(TimeSpan.FromDays(1));

        await _s.ClaimAsync(batch, 3);
        Assert.Equal("channel_sold_out", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 4)));
        Assert.Equal(1, await _s.CountJournalAsync("voucher.expired"));
        Assert.Equal(2, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
    }

    [Fact]
    public async Task Voucher_AfterItsLastDayInShanghai_IsExpiredByRule()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 2 } });
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 5));
        var voucher = await _s.ClaimAsync(batch, 1);
        Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 2)), (voucher.FirstDay, voucher.LastDay));

        _s.Server.Time.SetUtcNow(new(2026, 9, 2, 23, 59, 59, 999, TimeSpan.FromHours(8)));
        Assert.True((await _s.School.CheckAsync(new(voucher.Code))).Usable);
        _s.Server.Time.SetUtcNow(new(2026, 9, 3, 0, 0, 0, TimeSpan.FromHours(8)));

        Assert.Equal("expired", (await _s.School.CheckAsync(new(voucher.Code))).Code);
        Assert.Equal("expired", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, 1)));
        Assert.Equal("expired", await Scenario.RefusedAsync(() => ReturnAsync(voucher, 1)));
        Assert.Equal(VoucherState.Expired, Assert.Single((await MineAsync(1)).Items).State);
        Assert.Equal("expired", await Scenario.RefusedAsync(() => _s.Maker.RevokeVoucherAsync(new() { Code = voucher.Code, Reason = "r" })));
        Assert.Equal("already_claimed", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));
        Assert.Equal(0, await _s.CountJournalAsync("voucher.expired"));
        await _s.ClaimAsync(await _s.ReleaseAsync(_s.Proposed(scheme, 1)), 1);
    }

    [Fact]
    public async Task Claim_FixedDays_BeforeDuringAndAfter()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { Validity = new() { FirstDay = _s.Today.AddDays(2), LastDay = _s.Today.AddDays(3) } });
        var batch = await _s.ReleaseAsync(_s.Proposed(scheme, 5));
        var voucher = await _s.ClaimAsync(batch, 1);
        Assert.Equal("not_started", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, 1)));

        _s.Server.Time.Advance(TimeSpan.FromDays(2));
        await _s.RedeemAsync(voucher, 1);
        _s.Server.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("expired", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 2)));
    }

    [Fact]
    public async Task Limit_Ever_ASettledOneStillCountsAndReturnedDoesNot()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { LimitPerPerson = 2 });
        var batches = new[] { await _s.ReleaseAsync(_s.Proposed(scheme, 5)), await _s.ReleaseAsync(_s.Proposed(scheme, 5)), await _s.ReleaseAsync(_s.Proposed(scheme, 5)), await _s.ReleaseAsync(_s.Proposed(scheme, 5)) };
        await _s.RedeemAsync(await _s.ClaimAsync(batches[0], 1), 1);
        var second = await _s.ClaimAsync(batches[1], 1);
        Assert.Equal("limit_reached", await Scenario.RefusedAsync(() => _s.ClaimAsync(batches[2], 1)));

        await ReturnAsync(second, 1);
        Assert.Equal("already_claimed", await Scenario.RefusedAsync(() => _s.ClaimAsync(batches[1], 1)));
        await _s.Maker.RevokeVoucherAsync(new() { Code = (await _s.ClaimAsync(batches[2], 1)).Code, Reason = "r" });
        await _s.ClaimAsync(batches[3], 1);
    }

    [Theory]
    [InlineData(LimitCounting.Ever, "limit_reached")]
    [InlineData(LimitCounting.Live, null)]
    public async Task Limit_AfterALapse_CountsOnlyWhereItIsForEver(LimitCounting counting, string? refusal)
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue() with { LimitCounting = counting, LapseDays = 1 });
        await _s.RedeemAsync(await _s.ClaimAsync(await _s.ReleaseAsync(_s.Proposed(scheme, 5)), 1), 1);
        var next = await _s.ReleaseAsync(_s.Proposed(scheme, 5));
        Assert.Equal("limit_reached", await Scenario.RefusedAsync(() => _s.ClaimAsync(next, 1)));

        _s.Server.Time.Advance(TimeSpan.FromDays(12));
        await _s.SweepAsync();

        Assert.Equal(1, await _s.CountJournalAsync("voucher.lapsed"));
        Assert.Equal(0, (await _s.ReadLineAsync()).ObligatedFen);
        if (refusal is null)
        {
            await _s.ClaimAsync(next, 1);
        }
        else
        {
            Assert.Equal(refusal, await Scenario.RefusedAsync(() => _s.ClaimAsync(next, 1)));
        }
    }

    [Fact]
    public async Task Group_OneUnused_AnotherOnlyAfterItIsUsedOrExpired()
    {
        var definition = Scenario.FaceValue() with { Group = "skills", Validity = new() { DaysFromClaim = 5 } };
        var (a, b) = (await _s.ReleaseAsync(definition, 9), await _s.ReleaseAsync(definition, 9));
        var first = await _s.ClaimAsync(a, 1);
        await _s.ClaimAsync(a, 2);
        Assert.Equal("unused_in_group", await Scenario.RefusedAsync(() => _s.ClaimAsync(b, 1)));

        await _s.RedeemAsync(first, 1);
        await _s.ClaimAsync(b, 1);
        Assert.Equal("unused_in_group", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = first.Code, Reason = "r" })));
        _s.Server.Time.Advance(TimeSpan.FromDays(5));

        await _s.ClaimAsync(b, 2);
    }

    [Fact]
    public async Task Reverse_AnotherOfTheGroupHasExpired_IsNoObstacle()
    {
        var definition = Scenario.FaceValue() with { Group = "skills", Validity = new() { DaysFromClaim = 1 }, ReversalHours = 72 };
        var (a, b) = (await _s.ReleaseAsync(definition, 9), await _s.ReleaseAsync(definition, 9));
        var first = await _s.ClaimAsync(a, 1);
        await _s.RedeemAsync(first, 1);
        await _s.ClaimAsync(b, 1);
        _s.Server.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(VoucherState.Claimed, (await _s.School.ReverseAsync(new() { Code = first.Code, Reason = "r" })).State);
    }

    [Fact]
    public async Task Claim_WithPledge_KeepsItOnRecord()
    {
        var pledge = new EligibilityCondition { Id = "not-enrolled", Pledge = true, Text = new("未在读", "Not enrolled") };
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { Eligibility = [pledge] }, 5);
        Assert.Equal("pledge_missing", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));

        var assertion = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Claim, batch.Id);
        await _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion, Pledges = ["other", "not-enrolled"] });

        var entry = Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "voucher.claimed");
        Assert.Equal(("not-enrolled", null), (entry.Texts["pledges"], entry.Proxy));
    }

    [Fact]
    public async Task CheckEligibility_IsWhatAClaimComesTo()
    {
        var definition = Scenario.FaceValue() with { Group = "skills", Validity = new() { DaysFromClaim = 1 }, LimitPerPerson = 1 };
        var scheme = await _s.DefineAsync(definition);
        var a = await _s.ReleaseAsync(_s.Proposed(scheme, 2) with { Channels = [new() { ChannelId = _s.BankId, Quota = 1 }] });
        var same = await _s.ReleaseAsync(_s.Proposed(scheme, 2));
        var group = await _s.ReleaseAsync(_s.Proposed(await _s.DefineAsync(definition), 1));
        var targeted = await _s.ReleaseToAsync(await _s.DefineAsync(definition), 1);
        await ComesToAsync(a, 1, null);
        await _s.ClaimAsync(a, 1);

        await ComesToAsync(a, 1, "already_claimed");
        await ComesToAsync(a, 2, "channel_sold_out");
        await ComesToAsync(same, 1, "limit_reached");
        await ComesToAsync(group, 1, "unused_in_group");
        await ComesToAsync(targeted, 1, "unused_in_group");
        await ComesToAsync(targeted, 2, "not_assigned");
        await _s.ClaimAsync(group, 2);
        await ComesToAsync(group, 3, "sold_out");

        _s.Server.Time.Advance(TimeSpan.FromDays(1));
        await ComesToAsync(a, 3, null);
        await ComesToAsync(group, 3, null);
        await ComesToAsync(targeted, 1, null);
        await ComesToAsync(same, 1, null);

        async Task ComesToAsync(Batch batch, int person, string? code)
        {
            var assertion = await _s.AssertAsync(_s.Bank, person, IdentityPurpose.Claim, batch.Id);
            var foreseen = await _s.Bank.CheckEligibilityAsync(new() { BatchId = batch.Id, Assertion = assertion });
            Assert.Equal((code is null, code), (foreseen.Eligible, foreseen.Code));
            if (code is not null)
            {
                Assert.Equal(code, await Scenario.RefusedAsync(() => _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion })));
            }
        }
    }

    [Fact]
    public async Task Assertion_MadeForSomethingElse_IsInvalid()
    {
        var (batch, other) = (await _s.ReleaseAsync(Scenario.FaceValue(), 5), await _s.ReleaseAsync(Scenario.FaceValue(), 5));
        var (mine, theirs) = (await _s.ClaimAsync(batch, 1), await _s.ClaimAsync(batch, 2));
        var (strangerId, stranger) = await _s.AddBankAsync();
        Assert.NotEqual(_s.BankId, strangerId);

        Assert.Equal("assertion_invalid", await ClaimWithAsync(await _s.AssertAsync(_s.Bank, 3, IdentityPurpose.Claim, other.Id)));
        Assert.Equal("assertion_invalid", await ClaimWithAsync(await _s.AssertAsync(stranger, 3, IdentityPurpose.Claim, batch.Id)));
        Assert.Equal("assertion_invalid", await ClaimWithAsync(await _s.AssertAsync(_s.Bank, 3, IdentityPurpose.View)));
        Assert.Equal("assertion_invalid", await ClaimWithAsync(new string('A', 43)));
        var late = await _s.AssertAsync(_s.Bank, 3, IdentityPurpose.Claim, batch.Id);
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("assertion_invalid", await ClaimWithAsync(late));

        Assert.Equal("assertion_invalid", await GiveWithAsync(mine, await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Decline, code: mine.Code)));
        Assert.Equal("assertion_invalid", await GiveWithAsync(mine, await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Return, code: theirs.Code)));
        Assert.Equal("unknown_code", await GiveWithAsync(theirs, await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Return, code: theirs.Code)));

        async Task<string> ClaimWithAsync(string assertion) => await Scenario.RefusedAsync(() => _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion }));

        async Task<string> GiveWithAsync(Voucher voucher, string assertion) => await Scenario.RefusedAsync(() => _s.Bank.ReturnAsync(new() { Code = voucher.Code, Assertion = assertion }));
    }

    [Fact]
    public async Task ListHolderVouchers_AcrossChannels_ShowsThePersonsOwnNewestFirst()
    {
        var (otherId, other) = await _s.AddBankAsync();
        var a = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var b = await _s.ReleaseAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 5) with { Channels = [new() { ChannelId = otherId }] });
        var first = await _s.ClaimAsync(a, 1);
        await _s.ClaimAsync(a, 2);
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _s.ClaimAsync(b, 1, other);

        Assert.Equal([second.Code, first.Code], (await MineAsync(1)).Items.Select(v => v.Code));
    }

    private async Task<HolderVouchers> MineAsync(int person) => await _s.Bank.ListHolderVouchersAsync(new(await _s.AssertAsync(_s.Bank, person, IdentityPurpose.View)));

    private async Task<Voucher> ReturnAsync(Voucher voucher, int person) =>
        await _s.Bank.ReturnAsync(new() { Code = voucher.Code, Assertion = await _s.AssertAsync(_s.Bank, person, IdentityPurpose.Return, code: voucher.Code) });
}
