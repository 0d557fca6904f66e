using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Journal;

namespace TrainingVoucher.Server.Tests.Jobs;

public sealed class RevocationsTests : IAsyncLifetime
{
    private JobStage _stage = null!;
    private Batch _batch = null!;

    private Scenario S => _stage.S;

    public async Task InitializeAsync()
    {
        _stage = await JobStage.StartAsync();
        _batch = await S.ReleaseAsync(Scenario.FaceValue(), 40);
    }

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task Revoke_ABatch_RevokesEachAsIfAlone()
    {
        var vouchers = await ClaimAsync(1..11);
        await S.RedeemAsync(vouchers[2], 3);
        var other = await S.ClaimAsync(await S.ReleaseAsync(Scenario.FaceValue(), 5), 50);

        var job = await S.Maker.RevokeVouchersAsync(new() { BatchId = _batch.Id, Reason = "ended" });
        Assert.Equal((JobKind.RevokeVouchers, 10, _batch.Id), (job.Kind, job.Total, job.BatchId));
        S.Server.Time.Advance(TimeSpan.FromMilliseconds(1));
        var late = await S.ClaimAsync(_batch, 60);
        await RunAsync();

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 10, 10, 0), (done.State, done.Total, done.Done, done.Rejected));
        Assert.Equal(vouchers.Select(v => v.Code).Order(StringComparer.Ordinal), await CodesAsync(VoucherState.Revoked));
        Assert.Equal([.. ((string[])[late.Code, other.Code]).Order(StringComparer.Ordinal)], await CodesAsync(VoucherState.Claimed));
        var entries = (await S.ReadJournalAsync()).Where(e => e.Event == "voucher.revoked").ToList();
        Assert.Equal(10, entries.Count);
        Assert.All(entries, e => Assert.Equal(("ended", job.Id), (e.Reason, e.Request)));
        await Invariants.AssertAsync(S.Server.Store);
    }

    [Fact]
    public async Task Revoke_ThoseThatCannotBe_AreInTheFileByCode()
    {
        var vouchers = await ClaimAsync(1..5);
        var short1 = await S.ReleaseAsync(Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 2 } }, 5);
        var expired = await S.ClaimAsync(short1, 20);
        S.Server.Time.Advance(TimeSpan.FromDays(5));

        var job = await S.Maker.RevokeVouchersAsync(new() { ChannelId = S.BankId, Reason = "r" });
        await RunAsync();

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 4, 1), (done.State, done.Done, done.Rejected));
        var row = (await _stage.RejectedAsync(job))[1].Split(',');
        Assert.Equal(("expired", expired.Code), (row[2], row[4]));
        Assert.Equal(vouchers.Count, (await CodesAsync(VoucherState.Revoked)).Count());
    }

    [Fact]
    public async Task Revoke_ByStateInstitutionAndRegion_TakesJustThose()
    {
        var vouchers = await ClaimAsync(1..5);
        await S.RedeemAsync(vouchers[0], 1);
        await S.RedeemAsync(vouchers[1], 2);

        await S.Maker.RevokeVouchersAsync(new() { InstitutionId = S.SchoolId, Region = "330106", Reason = "r" });
        await RunAsync();
        Assert.Empty(await CodesAsync(VoucherState.Revoked));

        await S.Maker.RevokeVouchersAsync(new() { SchemeId = _batch.SchemeId, State = VoucherState.Redeemed, Reason = "r" });
        await RunAsync();
        Assert.Equal([.. vouchers.Take(2).Select(v => v.Code).Order(StringComparer.Ordinal)], await CodesAsync(VoucherState.Revoked));
        Assert.Equal(0, (await S.ReadLineAsync()).ObligatedFen);
    }

    [Fact]
    public async Task KillsAndFaults_AtEveryChunk_RevokeEachOnce()
    {
        await ClaimAsync(1..11);
        var job = await S.Maker.RevokeVouchersAsync(new() { BatchId = _batch.Id, Reason = "r" });
        for (var i = 0; (await _stage.ReadAsync(job)).State is JobState.Waiting or JobState.Running; i++)
        {
            await _stage.Process(k => new Failing(k, () => i % 2 == 0)).StepAsync(CancellationToken.None);
            _stage.PassLease();
        }

        Assert.Equal((10, 0), ((await _stage.ReadAsync(job)).Done, (await _stage.ReadAsync(job)).Rejected));
        Assert.Equal(10, await S.CountJournalAsync("voucher.revoked"));
        await Invariants.AssertAsync(S.Server.Store);
    }

    [Fact]
    public async Task Revoke_SelectionThatIsNone_IsRefusedOrEmpty()
    {
        await ClaimAsync(1..3);
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => S.Maker.RevokeVouchersAsync(new() { Reason = "r" })));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => S.Maker.RevokeVouchersAsync(new() { BatchId = _batch.Id, State = VoucherState.Settled, Reason = "r" })));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => S.Maker.RevokeVouchersAsync(new() { BatchId = _batch.Id, Reason = " " })));
        Assert.Equal("region_not_yours", await Scenario.RefusedAsync(() => S.Maker.RevokeVouchersAsync(new() { BatchId = _batch.Id, Region = "330200", Reason = "r" })));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => S.Maker.RevokeVouchersAsync(new() { BatchId = "bat_nonsense", Reason = "r" })));
        Assert.Equal(0, (await S.Maker.RevokeVouchersAsync(new() { BatchId = "bat_0000000000001", Reason = "r" })).Total);
        var district = S.Connect(await S.Server.AddAuthorityAsync("330106")).Authority;
        Assert.Equal(0, (await district.RevokeVouchersAsync(new() { BatchId = _batch.Id, Reason = "r" })).Total);

        await RunAsync();
        Assert.Empty(await CodesAsync(VoucherState.Revoked));
    }

    private Task RunAsync() => _stage.RunAsync();

    private async Task<IReadOnlyList<Voucher>> ClaimAsync(Range persons)
    {
        var vouchers = new List<Voucher>();
        for (var n = persons.Start.Value; n < persons.End.Value; n++)
        {
            vouchers.Add(await S.ClaimAsync(_batch, n));
        }

        S.Server.Time.Advance(TimeSpan.FromMilliseconds(1));
        return vouchers;
    }

    private async Task<IEnumerable<string>> CodesAsync(VoucherState state) =>
        [.. (await S.Maker.ListVouchersAsync(new() { State = state })).Items.Select(r => r.Voucher.Code).Order(StringComparer.Ordinal)];
}
