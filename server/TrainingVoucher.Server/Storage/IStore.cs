using System.Data.Common;

namespace TrainingVoucher.Server.Storage;

/// <summary>A database. Work goes in as a whole and an outcome comes out; connections and rows stay with the feature that owns the SQL.</summary>
internal interface IStore
{
    /// <summary>Brings the schema up to date; refuses a database that is newer or was changed by hand.</summary>
    Task MigrateAsync(CancellationToken cancellation);

    /// <summary>Reads one consistent state.</summary>
    Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation);

    /// <summary>Commits all that <paramref name="change"/> wrote, durably, or nothing when it throws.</summary>
    Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation);

    /// <summary>Whether two changes can be under way at once; otherwise the second waits until the first is committed.</summary>
    bool RunsChangesAtOnce { get; }

    /// <summary>A query for the number of this transaction and the lowest number of one that is open and may still write; in a database with one writer, both are 0.</summary>
    string OpenTransactions { get; }

    /// <summary>The same for a change that only adds to what it read, and so needs none of it to stay as it is.</summary>
    Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation);

    /// <summary>
    /// Commits a change of its own while another is under way that waits for it, where changes run at once: over connections that are kept
    /// for this, so that it never waits for one that is waiting for it.
    /// </summary>
    Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation);

    /// <summary>Whether the database was busy or out of reach, so that the same work may well succeed later.</summary>
    bool IsUnavailable(DbException fault);
}
