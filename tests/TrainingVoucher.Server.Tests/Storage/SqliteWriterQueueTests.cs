using Microsoft.Data.Sqlite;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Storage.Sqlite;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class SqliteWriterQueueTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-queue-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Change_WriterNeverFree_IsTurnedAwayAndTheNextOneServed()
    {
        SqlTypes.Register();
        using var store = new SqliteStore(Path.Combine(_data.FullName, "queue.db"), TimeProvider.System, TimeSpan.FromMilliseconds(20));
        await store.MigrateAsync(CancellationToken.None);
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = store.ChangeAsync(
            async _ =>
            {
                entered.SetResult();
                await leave.Task;
                return true;
            },
            CancellationToken.None);
        await entered.Task;

        var fault = await Assert.ThrowsAsync<SqliteException>(() => store.ChangeAsync(_ => Task.FromResult(true), CancellationToken.None));
        leave.SetResult();

        Assert.True(store.IsUnavailable(fault));
        Assert.True(await first);
        Assert.True(await store.ChangeAsync(_ => Task.FromResult(true), CancellationToken.None));
    }
}
