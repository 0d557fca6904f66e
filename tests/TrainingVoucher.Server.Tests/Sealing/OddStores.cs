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

    public bool IsUnavailable(DbException fault) => store.IsUnavailable(fault);
}

/// <summary>Dies after a change was written and before it is committed.</summary>
internal sealed class DiesBeforeCommit(IStore store) : IStore
{
    public bool RunsChangesAtOnce => store.RunsChangesAtOnce;

    public string OpenTransactions => store.OpenTransactions;

    public Task MigrateAsync(CancellationToken cancellation) => store.MigrateAsync(cancellation);

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation) => store.ReadAsync(read, cancellation);

    public Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => store.ChangeAsync<T>(
        async session =>
        {
            await change(session);
            await session.FlushAsync();
            throw new InvalidOperationException("crash");
        },
        cancellation);

    public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => store.RecordAsync(record, cancellation);

    public bool IsUnavailable(DbException fault) => store.IsUnavailable(fault);
}
