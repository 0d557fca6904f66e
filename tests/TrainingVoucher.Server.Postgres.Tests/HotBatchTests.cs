using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Storage.Postgres;
using TrainingVoucher.Server.Tests.Schemes;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests;

/// <summary>Two transactions take places of one batch at once: neither waits for the other to decide, and no answer is one that no order explains.</summary>
public sealed class HotBatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private ScarceBatch _scarce = null!;

    public async Task InitializeAsync() => _scarce = await ScarceBatch.ReleaseAsync(quota: 2);

    public async Task DisposeAsync() => await _scarce.DisposeAsync();

    [Fact]
    public async Task Take_WhileAnotherDecides_DoesNotWaitForIt()
    {
        Assert.True(await MeanwhileAsync(TakeAsync, async session => Assert.True(await TakeAsync(session))));
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task Take_RefusedWhileAPlaceIsGivenBack_IsDecidedAnew()
    {
        await _scarce.ChangeAsync(TakeAsync);

        var taken = await MeanwhileAsync(
            async session => (await TakeAsync(session), await TakeAsync(session)), session => BatchPlaces.GiveBackAsync(session, _scarce.Id));

        Assert.Equal((true, true), taken);
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task TakeOfChannel_RefusedWhileAPlaceIsGivenBack_IsDecidedAnew()
    {
        await _scarce.ChangeAsync(TakeOfChannelAsync);

        var taken = await MeanwhileAsync(
            async session => (await TakeOfChannelAsync(session), await TakeOfChannelAsync(session)),
            session => BatchPlaces.GiveBackToChannelAsync(session, _scarce.Id, _scarce.Bank));

        Assert.Equal((true, true), taken);
    }

    [Fact]
    public async Task Take_OfTheLastPlaceByTwo_IsRefusedToOne()
    {
        await _scarce.ChangeAsync(TakeAsync);

        Assert.False(await MeanwhileAsync(TakeAsync, async session => Assert.True(await TakeAsync(session))));
        Assert.Equal(2, (await PlacesAsync()).Claimed);
    }

    [Fact]
    public async Task Take_WhileTheBatchIsClosed_IsRefused()
    {
        var taken = await MeanwhileAsync(TakeAsync, async session =>
            await BatchStore.CloseAsync(session, (await BatchStore.FindAsync(session, _scarce.Id))!, _scarce.S.Server.Time.GetUtcNow()));

        Assert.False(taken);
        Assert.Equal(0, (await PlacesAsync()).Claimed);
    }

    /// <summary>Whoever waits for a number has a connection; if the number took one of the same, all could wait for each other.</summary>
    [Fact]
    public async Task NextNumber_AllConnectionsTaken_WaitsForNone()
    {
        var options = _scarce.S.Server.Database.Options();
        using var store = new PostgresStore(new(options.Postgres!, options.PostgresOwner!, Connections: 1, Partitions: 0), TimeProvider.System);
        using var numbers = new ClaimNumbers(store);

        var (number, _) = await store.ChangeAsync(session => numbers.NextAsync(session, _scarce.Id).AsTask(), CancellationToken.None);

        Assert.True(number >= 0);
    }

    [Fact]
    public async Task Holder_WhoTookTheLastPlaceMeanwhile_IsSeenToHaveAVoucher()
    {
        var s = _scarce.S;
        var batch = Ids.Show("bat", _scarce.Id);
        await _scarce.ChangeAsync(TakeAsync);
        var held = Assertions.Read(await s.AssertAsync(s.Bank, 7, IdentityPurpose.Claim, batch))!.Value;
        var other = await s.AssertAsync(s.Bank, 7, IdentityPurpose.Claim, batch);

        var seen = await _scarce.ChangeAsync(async session =>
        {
            var person = (await session.Shelf<AssertionShelf>().FindAsync(held))!.PersonId;
            await s.Bank.ClaimAsync(new() { BatchId = batch, Assertion = other }).WaitAsync(Longest);
            var today = Calendar.DayOf(s.Server.Time.GetUtcNow());
            session.Shelf<PlacesShelf>().Want(_scarce.Id);
            session.Shelf<BatchChannelShelf>().Want((_scarce.Id, _scarce.Bank));
            await session.LoadAsync();
            session.Shelf<VoucherShelf>().Want(held, _scarce.Id, _scarce.Bank, today);
            await session.LoadAsync();
            return (await session.Shelf<PlacesShelf>().FindAsync(_scarce.Id), await session.Shelf<VoucherShelf>().OfBatchAsync(person, _scarce.Id, today));
        });

        Assert.Equal(2, seen.Item1!.Claimed);
        Assert.NotNull(seen.Item2);
    }

    private Task<bool> TakeAsync(Session session) => BatchPlaces.TakeAsync(session, _scarce.Id);

    private Task<bool> TakeOfChannelAsync(Session session) => BatchPlaces.TakeOfChannelAsync(session, _scarce.Id, _scarce.Bank);

    private Task<PlacesRow> PlacesAsync() => _scarce.ChangeAsync(async session => (await session.Shelf<PlacesShelf>().FindAsync(_scarce.Id))!);

    /// <summary>Commits <paramref name="other"/> between the first decision of <paramref name="change"/> and its commit.</summary>
    private Task<T> MeanwhileAsync<T>(Func<Session, Task<T>> change, Func<Session, Task> other)
    {
        var isFirst = true;
        return _scarce.ChangeAsync(async session =>
        {
            var result = await change(session);
            if (isFirst)
            {
                isFirst = false;
                await _scarce.ChangeAsync(async inner =>
                {
                    await other(inner);
                    return true;
                }).WaitAsync(Longest);
            }

            return result;
        });
    }
}
