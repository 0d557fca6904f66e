using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public sealed class OversightTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task ListVouchers_Filters_FindJustTheirs()
    {
        var (otherBankId, otherBank) = await _s.AddBankAsync();
        var (city, district) = (await _s.DefineAsync(Scenario.FaceValue()), await _s.DefineAsync(Scenario.FaceValue(), "330106"));
        var a = await _s.ReleaseAsync(_s.Proposed(city, 9));
        var b = await _s.ReleaseAsync(_s.Proposed(district, 9) with { Channels = [new() { ChannelId = otherBankId }] });
        var targeted = await _s.ReleaseToAsync(await _s.DefineAsync(Scenario.FaceValue()), 5);
        var (one, two, three) = (await _s.ClaimAsync(a, 1), await _s.ClaimAsync(a, 2), await _s.ClaimAsync(b, 3, otherBank));
        await _s.RedeemAsync(two, 2);

        await FindsAsync(new() { SchemeId = city.Id }, one, two);
        await FindsAsync(new() { BatchId = b.Id }, three);
        await FindsAsync(new() { ChannelId = otherBankId }, three);
        await FindsAsync(new() { InstitutionId = _s.SchoolId }, two);
        await FindsAsync(new() { Region = "330106" }, three);
        await FindsAsync(new() { Region = "330105" });
        await FindsAsync(new() { State = VoucherState.Claimed }, one, three);
        await FindsAsync(new() { State = VoucherState.Claimed, ChannelId = _s.BankId }, one);
        await FindsAsync(new() { State = VoucherState.Expired });
        Assert.Equal(targeted.Id, Assert.Single((await _s.Maker.ListVouchersAsync(new() { State = VoucherState.Assigned })).Items).Voucher.BatchId);

        _s.Server.Time.Advance(TimeSpan.FromDays(40));
        await FindsAsync(new() { State = VoucherState.Expired }, one, three);
        await FindsAsync(new() { State = VoucherState.Claimed });
        await FindsAsync(new() { State = VoucherState.Redeemed }, two);
    }

    [Fact]
    public async Task ListVouchers_OtherRegion_SeesNothing()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 1);
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;

        Assert.Empty((await district.ListVouchersAsync()).Items);
        Assert.Equal("region_not_yours", await Scenario.RefusedAsync(() => district.ListVouchersAsync(new() { Region = "330100" })));
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => district.RevealHolderAsync(new() { Code = voucher.Code, Reason = "r" })));
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => district.RevokeVoucherAsync(new() { Code = voucher.Code, Reason = "r" })));
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => district.SuspendVoucherAsync(new() { Code = voucher.Code, Reason = "r" })));
    }

    [Fact]
    public async Task ListVouchers_Holder_IsMaskedAndTheLookIsJournalled()
    {
        await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 1);
        var (number, name) = (MadeUp.Person(1).DocumentNumber, MadeUp.Person(1).Name);

        var holder = Assert.Single((await _s.Maker.ListVouchersAsync()).Items).Holder;

        Assert.Equal(number[0] + new string('*', 16) + number[^1], holder.Document);
        Assert.Equal(name[0] + "**", holder.Name);
        var look = Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "authority.vouchers_listed");
        var person = await _s.Server.Store.ReadAsync(x => x.ValueAsync<long>("SELECT person_id FROM voucher"), CancellationToken.None);
        Assert.Equal((1, person), (look.Values["rows"], look.Values["person000"]));
        Assert.NotNull(look.Officer);
    }

    [Fact]
    public async Task RevealHolder_ForAReason_IsJournalledEachTimeAndKeptNowhere()
    {
        var voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 1);

        var shown = await _s.Maker.RevealHolderAsync(new() { Code = voucher.Code, Reason = "投诉" });
        await _s.Maker.RevealHolderAsync(new() { Code = voucher.Code, Reason = "again" });

        Assert.Equal((MadeUp.Person(1).DocumentNumber, MadeUp.Person(1).Name), (shown.Document.Number, shown.Name));
        Assert.Equal(["投诉", "again"], (await _s.ReadJournalAsync()).Where(e => e.Event == "voucher.holder_revealed").Select(e => e.Reason));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.Maker.RevealHolderAsync(new() { Code = voucher.Code, Reason = " " })));
        Assert.Equal(0, await _s.Server.Store.ReadAsync(x => x.ValueAsync<long>("SELECT COUNT(*) FROM idempotency WHERE operation = 'revealHolder'"), CancellationToken.None));
    }

    [Fact]
    public async Task Revoke_EachState_FreesWhatIsThere()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var (unused, used) = (await _s.ClaimAsync(batch, 1), await _s.ClaimAsync(batch, 2));
        await _s.RedeemAsync(used, 2);

        await _s.Maker.RevokeVoucherAsync(new() { Code = unused.Code, Reason = "r" });
        await _s.Maker.RevokeVoucherAsync(new() { Code = used.Code, Reason = "r" });

        Assert.Equal("revoked", await Scenario.RefusedAsync(() => _s.RedeemAsync(unused, 1)));
        Assert.Equal("revoked", await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = used.Code, Reason = "r" })));
        Assert.Equal("not_revocable", await Scenario.RefusedAsync(() => _s.Maker.RevokeVoucherAsync(new() { Code = used.Code, Reason = "r" })));
        Assert.Equal("voucher_ended", await Scenario.RefusedAsync(() => _s.Maker.SuspendVoucherAsync(new() { Code = used.Code, Reason = "r" })));
        var line = await _s.ReadLineAsync();
        Assert.Equal((0, 200_000), (line.ObligatedFen, line.ReservedFen));
        Assert.Equal(1, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
    }

    [Fact]
    public async Task Lists_Over200Rows_PageWithoutGapOrDuplicate()
    {
        const int many = 230;
        var scheme = await _s.DefineAsync(Scenario.FaceValue(100));
        var batch = await _s.ReleaseToAsync(scheme, [.. Enumerable.Range(1, many)]);
        var vouchers = new List<Voucher>();
        foreach (var n in Enumerable.Range(1, many))
        {
            vouchers.Add(await _s.ClaimAsync(batch, n));
            await _s.RedeemAsync(vouchers[^1], n);
        }

        var listed = new List<string>();
        await foreach (var record in _s.Maker.ListAllVouchersAsync(new() { Limit = 100 }))
        {
            listed.Add(record.Voucher.Code);
        }

        var redeemed = new List<string>();
        await foreach (var redemption in _s.School.ListAllRedemptionsAsync(new() { Limit = 50 }))
        {
            redeemed.Add(redemption.Voucher.Code);
        }

        var postings = new List<string>();
        await foreach (var posting in _s.Maker.ListAllPostingsAsync(_s.Line.Id, new() { Limit = 33 }))
        {
            postings.Add(posting.Id);
        }

        var codes = vouchers.Select(v => v.Code).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(codes, listed.Order(StringComparer.Ordinal));
        Assert.Equal(codes, redeemed.Order(StringComparer.Ordinal));
        Assert.Equal((2 + many, 2 + many), (postings.Count, postings.Distinct().Count()));
        Assert.Equal(200, (await _s.Maker.ListVouchersAsync(new() { Limit = 200 })).Items.Count);
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.Maker.ListVouchersAsync(new() { Limit = 201 })));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.Maker.ListVouchersAsync(new() { After = "not a cursor!" })));
    }

    private async Task FindsAsync(VoucherQuery query, params Voucher[] expected)
    {
        var found = (await _s.Maker.ListVouchersAsync(query)).Items.Where(r => r.Voucher.State != VoucherState.Assigned && r.ClaimedAt is not null).Select(r => r.Voucher.Code);
        Assert.Equal(expected.Select(v => v.Code).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
