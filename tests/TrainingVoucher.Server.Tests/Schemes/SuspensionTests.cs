using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Schemes;

public sealed class SuspensionTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private Batch _batch = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _batch = await _s.ReleaseAsync(Scenario.FaceValue(), 2);
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task SuspendBatch_UntilItIsResumed_StopsClaimsAndUse()
    {
        var voucher = await _s.ClaimAsync(_batch, 1);
        Assert.True((await _s.Maker.SuspendBatchAsync(_batch.Id, new("audit"))).Suspended);
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.ClaimAsync(_batch, 2)));
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, 1)));
        Assert.False((await _s.Maker.ResumeBatchAsync(_batch.Id, new("done"))).Suspended);
        await _s.RedeemAsync(voucher, 1);
    }

    [Fact]
    public async Task SuspendScheme_UntilItIsResumed_StopsClaimsAndUse()
    {
        var voucher = await _s.ClaimAsync(_batch, 1);
        Assert.True((await _s.Maker.SuspendSchemeAsync(voucher.SchemeId, new("audit"))).Suspended);
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.ClaimAsync(_batch, 2)));
        Assert.Equal("suspended", await Scenario.RefusedAsync(() => _s.RedeemAsync(voucher, 1)));
        Assert.False((await _s.Maker.ResumeSchemeAsync(voucher.SchemeId, new("done"))).Suspended);
        await _s.RedeemAsync(voucher, 1);
    }

    [Fact]
    public async Task UpdateDisplay_CountsItsVersions()
    {
        var scheme = await _s.Maker.UpdateDisplayAsync(_batch.SchemeId, new() { Title = new("新名", "New") });
        Assert.Equal((2, "New"), (scheme.DisplayVersion, scheme.Display.Title.En));
    }
}
