using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Schemes;

public sealed class BatchPlacesTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private long _batch;
    private long _bank;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        var proposed = _s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 2);
        var batch = await _s.ReleaseAsync(proposed with { Channels = [new() { ChannelId = _s.BankId, Quota = 1 }] });
        (_batch, _bank) = (Ids.Read("bat", batch.Id), Ids.Read("cha", _s.BankId));
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Take_MoreThanThereAre_IsRefused()
    {
        Assert.True(await ChangeAsync(session => BatchPlaces.TakeAsync(session, _batch)));
        Assert.True(await ChangeAsync(session => BatchPlaces.TakeAsync(session, _batch)));
        Assert.False(await ChangeAsync(session => BatchPlaces.TakeAsync(session, _batch)));
    }

    /// <summary>Its money is gone: a claim that read the batch before it was closed must not take a place after.</summary>
    [Fact]
    public async Task Take_OfAClosedBatch_IsRefused()
    {
        await _s.Maker.CloseBatchAsync(Ids.Show("bat", _batch), new("done"));
        Assert.False(await ChangeAsync(session => BatchPlaces.TakeAsync(session, _batch)));
        Assert.False(await ChangeAsync(session => BatchPlaces.IsOpenAsync(session, _batch)));
    }

    [Fact]
    public async Task TakeOfChannel_MoreThanItsQuota_IsRefused()
    {
        Assert.True(await ChangeAsync(session => BatchPlaces.TakeOfChannelAsync(session, _batch, _bank)));
        Assert.False(await ChangeAsync(session => BatchPlaces.TakeOfChannelAsync(session, _batch, _bank)));
    }

    [Fact]
    public async Task Close_Twice_GivesTheMoneyBackOnce()
    {
        var batch = Ids.Show("bat", _batch);
        await _s.Maker.CloseBatchAsync(batch, new("done"));
        var line = await _s.ReadLineAsync();
        Assert.Equal(0, line.ReservedFen);
        var row = await ChangeAsync(async session => await BatchStore.FindAsync(session, _batch));
        Assert.False(await ChangeAsync(session => BatchStore.CloseAsync(session, row!, _s.Server.Time.GetUtcNow())));
        Assert.Equal("batch_closed", await Scenario.RefusedAsync(() => _s.Maker.CloseBatchAsync(batch, new("again"))));
        Assert.Equal(line.AvailableFen, (await _s.ReadLineAsync()).AvailableFen);
    }

    private Task<T> ChangeAsync<T>(Func<Session, Task<T>> change) => _s.Server.Store.ChangeAsync(change, CancellationToken.None);
}
