using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>
/// For a database with many writers: a transaction draws a journal id and stays open while a later one draws the next and commits.
/// SQLite has one writer and cannot come into this. When the watermark may follow is held by HorizonTests: here transactions of other
/// databases of the cluster hold it up, for as long as they are open.
/// </summary>
internal static class LateCommit
{
    public static async Task AssertGetsALaterPositionAsync(IStore store, Sealer sealer)
    {
        var (drawn, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var late = store.ChangeAsync(
            async session =>
            {
                await session.AppendAsync(Entry("late"));
                await session.FlushAsync();
                drawn.SetResult();
                await goOn.Task;
                return true;
            },
            CancellationToken.None);
        await drawn.Task;
        await AppendAsync(store, "early");
        await sealer.SealAsync(CancellationToken.None);
        await AppendAsync(store, "next");
        await sealer.SealAsync(CancellationToken.None);
        goOn.SetResult();
        await late;
        await sealer.SealAsync(CancellationToken.None);
        await AppendAsync(store, "last");
        await sealer.SealAsync(CancellationToken.None);

        var rows = await store.SealedRowsAsync();
        Assert.Equal(["early", "next", "late", "last"], rows.Select(row => JournalCodec.Decode(row.Bytes).Event));
    }

    private static Task<bool> AppendAsync(IStore store, string @event) => store.ChangeAsync(
        async session =>
        {
            await session.AppendAsync(Entry(@event));
            return true;
        },
        CancellationToken.None);

    private static JournalEntry Entry(string @event) => new() { Event = @event, Kind = "tst", Subject = [1], At = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero) };
}
