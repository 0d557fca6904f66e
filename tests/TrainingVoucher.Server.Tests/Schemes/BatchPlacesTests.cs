using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Schemes;

public sealed class BatchPlacesTests : IAsyncLifetime
{
    private ScarceBatch _scarce = null!;

    private Scenario S => _scarce.S;

    public async Task InitializeAsync() => _scarce = await ScarceBatch.ReleaseAsync(quota: 1);

    public async Task DisposeAsync() => await _scarce.DisposeAsync();

    [Fact]
    public async Task Take_MoreThanThereAre_IsRefused()
    {
        Assert.True(await _scarce.ChangeAsync(session => BatchPlaces.TakeAsync(session, _scarce.Id)));
        Assert.True(await _scarce.ChangeAsync(session => BatchPlaces.TakeAsync(session, _scarce.Id)));
        Assert.False(await _scarce.ChangeAsync(session => BatchPlaces.TakeAsync(session, _scarce.Id)));
    }

    /// <summary>Its money is gone: a claim that read the batch before it was closed must not take a place after.</summary>
    [Fact]
    public async Task Take_OfAClosedBatch_IsRefused()
    {
        await S.Maker.CloseBatchAsync(Ids.Show("bat", _scarce.Id), new("done"));
        Assert.False(await _scarce.ChangeAsync(session => BatchPlaces.TakeAsync(session, _scarce.Id)));
        Assert.False(await _scarce.ChangeAsync(session => BatchPlaces.IsOpenAsync(session, _scarce.Id)));
    }

    [Fact]
    public async Task TakeOfChannel_MoreThanItsQuota_IsRefused()
    {
        Assert.True(await _scarce.ChangeAsync(session => BatchPlaces.TakeOfChannelAsync(session, _scarce.Id, _scarce.Bank)));
        Assert.False(await _scarce.ChangeAsync(session => BatchPlaces.TakeOfChannelAsync(session, _scarce.Id, _scarce.Bank)));
    }

    [Fact]
    public async Task Close_Twice_GivesTheMoneyBackOnce()
    {
        var batch = Ids.Show("bat", _scarce.Id);
        await S.Maker.CloseBatchAsync(batch, new("done"));
        var line = await S.ReadLineAsync();
        Assert.Equal(0, line.ReservedFen);
        var row = await _scarce.ChangeAsync(async session => await BatchStore.FindAsync(session, _scarce.Id));
        Assert.False(await _scarce.ChangeAsync(session => BatchStore.CloseAsync(session, row!, S.Server.Time.GetUtcNow())));
        Assert.Equal("batch_closed", await Scenario.RefusedAsync(() => S.Maker.CloseBatchAsync(batch, new("again"))));
        Assert.Equal(line.AvailableFen, (await S.ReadLineAsync()).AvailableFen);
    }
}
