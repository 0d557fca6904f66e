using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Releases;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Releases;

/// <summary>Who decides a release, and that it is decided once.</summary>
public sealed class DecisionTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private Release _release = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync(budgetFen: 100_000);
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        _release = await _s.Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = [_s.Proposed(scheme, 2)] });
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Approve_ByItsMaker_IsRefused()
    {
        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => _s.Maker.ApproveReleaseAsync(_release.Id)));
        Assert.Equal(ReleaseState.Released, (await _s.Checker.ApproveReleaseAsync(_release.Id)).State);
    }

    [Fact]
    public async Task Approve_Twice_IsRefusedAndReservesOnce()
    {
        await _s.Checker.ApproveReleaseAsync(_release.Id);
        Assert.Equal("release_decided", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(_release.Id)));
        Assert.Equal(100_000, (await _s.ReadLineAsync()).ReservedFen);
    }

    [Fact]
    public async Task Decide_WhatIsDecided_ChangesNothing()
    {
        await _s.Checker.ApproveReleaseAsync(_release.Id);
        Assert.False(await _s.Server.Store.ChangeAsync(
            async session =>
            {
                var row = (await ReleaseStore.FindAsync(session, Ids.Read("rel", _release.Id)))!;
                var caller = new Caller(0, Audience.Authority, row.AuthorityId, row.Region, row.DecidedBy);
                return await ReleaseStore.DecideAsync(new ChangeContext(session, caller, _s.Server.Time.GetUtcNow(), null, null), row.Id, ReleaseState.Rejected);
            },
            CancellationToken.None));
        Assert.Equal(BatchState.Released, (await _s.Maker.GetBatchAsync(_release.Batches[0].Id)).State);
    }

    [Fact]
    public async Task Approve_MoreThanTheBudgetHas_IsRefusedAndNothingIsReleased()
    {
        var scheme = await _s.DefineAsync(Scenario.FaceValue());
        var large = await _s.Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = [_s.Proposed(scheme, 3)] });
        Assert.Equal("budget_insufficient", await Scenario.RefusedAsync(() => _s.Checker.ApproveReleaseAsync(large.Id)));
        Assert.Equal(BatchState.Proposed, (await _s.Maker.GetBatchAsync(large.Batches[0].Id)).State);
    }

    [Fact]
    public async Task Approve_ByAnAuthorityWithin_IsNotFound()
    {
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.ApproveReleaseAsync(_release.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.GetReleaseAsync(_release.Id)));
    }
}
