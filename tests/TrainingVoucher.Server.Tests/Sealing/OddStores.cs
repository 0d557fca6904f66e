using System.Data.Common;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>Says that an older transaction is open all the time.</summary>
internal sealed class ManyWriters(IStore store) : IStore
{
    public bool RunsChangesAtOnce => store.RunsChangesAtOnce;

    public string OpenTransactions => "SELECT 100 AS own, 50 AS oldest";

    public Task MigrateAsync(CancellationToken cancellation) => store.MigrateAsync(cancellation);

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation) => store.ReadAsync(read, cancellation);

    public Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => store.ChangeAsync(change, cancellation);

    public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => store.RecordAsync(record, cancellation);

    public Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => store.ChangeBesideAsync(change, cancellation);

    public bool IsUnavailable(DbException fault) => store.IsUnavailable(fault);
}

/// <summary>Dies after a change was written and before it is committed; the first so many changes it lets pass.</summary>
internal sealed class DiesBeforeCommit(IStore store, int after = 0) : IStore
{
    private int _changes;

    public bool RunsChangesAtOnce => store.RunsChangesAtOnce;

    public string OpenTransactions => store.OpenTransactions;

    public Task MigrateAsync(CancellationToken cancellation) => store.MigrateAsync(cancellation);

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation) => store.ReadAsync(read, cancellation);

    public Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => store.ChangeAsync<T>(
        async session =>
        {
            var result = await change(session);
            await session.FlushAsync();
            return _changes++ < after ? result : throw new InvalidOperationException("crash");
        },
        cancellation);

    public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => store.RecordAsync(record, cancellation);

    public Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => store.ChangeBesideAsync(change, cancellation);

    public bool IsUnavailable(DbException fault) => store.IsUnavailable(fault);
}
