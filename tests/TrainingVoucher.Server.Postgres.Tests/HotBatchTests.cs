using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests;

/// <summary>Two transactions take places of one batch at once: neither waits for the other to decide, and no answer is one that no order explains.</summary>
public sealed class HotBatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private Scenario _s = null!;
    private long _batch;
    private long _bank;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        var proposed = _s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 2);
        var batch = await _s.ReleaseAsync(proposed with { Channels = [new() { ChannelId = _s.BankId, Quota = 2 }] });
        (_batch, _bank) = (Ids.Read("bat", batch.Id), Ids.Read("cha", _s.BankId));
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Take_WhileAnotherDecides_DoesNotWaitForIt()
    {
        Assert.True(await MeanwhileAsync(TakeAsync, async session => Assert.True(await TakeAsync(session))));
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task Take_RefusedWhileAPlaceIsGivenBack_IsDecidedAnew()
    {
        await ChangeAsync(TakeAsync);

        var taken = await MeanwhileAsync(
            async session => (await TakeAsync(session), await TakeAsync(session)), session => BatchPlaces.GiveBackAsync(session, _batch));

        Assert.Equal((true, true), taken);
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task TakeOfChannel_RefusedWhileAPlaceIsGivenBack_IsDecidedAnew()
    {
        await ChangeAsync(TakeOfChannelAsync);

        var taken = await MeanwhileAsync(
            async session => (await TakeOfChannelAsync(session), await TakeOfChannelAsync(session)),
            session => BatchPlaces.GiveBackToChannelAsync(session, _batch, _bank));

        Assert.Equal((true, true), taken);
    }

    [Fact]
    public async Task Take_OfTheLastPlaceByTwo_IsRefusedToOne()
    {
        await ChangeAsync(TakeAsync);

        Assert.False(await MeanwhileAsync(TakeAsync, async session => Assert.True(await TakeAsync(session))));
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task Take_WhileTheBatchIsClosed_IsRefused()
    {
        var taken = await MeanwhileAsync(TakeAsync, async session =>
            await BatchStore.CloseAsync(session, (await BatchStore.FindAsync(session, _batch))!, _s.Server.Time.GetUtcNow()));

        Assert.False(taken);
        Assert.Equal(0, (await PlacesAsync()).Claimed);
    }

    private Task<bool> TakeAsync(Session session) => BatchPlaces.TakeAsync(session, _batch);

    private Task<bool> TakeOfChannelAsync(Session session) => BatchPlaces.TakeOfChannelAsync(session, _batch, _bank);

    private Task<PlacesRow> PlacesAsync() => ChangeAsync(async session => (await session.Shelf<PlacesShelf>().FindAsync(_batch))!);

    private Task<T> ChangeAsync<T>(Func<Session, Task<T>> change) => _s.Server.Store.ChangeAsync(change, CancellationToken.None);

    /// <summary>Commits <paramref name="other"/> between the first decision of <paramref name="change"/> and its commit.</summary>
    private Task<T> MeanwhileAsync<T>(Func<Session, Task<T>> change, Func<Session, Task> other)
    {
        var isFirst = true;
        return ChangeAsync(async session =>
        {
            var result = await change(session);
            if (isFirst)
            {
                isFirst = false;
                await ChangeAsync(async inner =>
                {
                    await other(inner);
                    return true;
                }).WaitAsync(Longest);
            }

            return result;
        });
    }
}
