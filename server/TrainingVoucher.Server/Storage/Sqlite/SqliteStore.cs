using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace TrainingVoucher.Server.Storage.Sqlite;

/// <summary>The embedded store: one file, WAL, every commit synced to disk, one writer at a time.</summary>
internal sealed class SqliteStore : IStore, IDisposable
{
    /// <summary>How often a change is tried that draws a key which a row has already.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly SqliteDialect Reading = new(kept: null);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly string connectionString;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private readonly SqliteCheckpoints checkpoints;
    private SqliteWriter? writer;

    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a change waits for its turn before it is turned away; 15 seconds when left out.</param>
    public SqliteStore(string path, TimeProvider time, TimeSpan? patience = null)
    {
        (this.time, this.patience) = (time, patience ?? Patience);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        checkpoints = new(() => OpenAsync(CancellationToken.None));
    }

    public bool RunsChangesAtOnce => false;

    public string OpenTransactions => "SELECT 0 AS own, 0 AS oldest";

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await RequireDurabilityAsync(connection);
        await using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT", transaction: transaction);
        var applied = (await connection.QueryAsync<(string Name, string Checksum)>("SELECT name, checksum FROM migration", transaction: transaction))
            .ToDictionary(row => row.Name, row => row.Checksum, StringComparer.Ordinal);
        foreach (var file in Migrations.Pending(Migrations.Of("Sqlite"), applied))
        {
            await connection.ExecuteAsync(file.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO migration (name, checksum, applied_at) VALUES (@Name, @Checksum, @Now)",
                new { file.Name, file.Checksum, Now = time.GetUtcNow() },
                transaction);
        }

        await transaction.CommitAsync(cancellation);
    }

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
        return await read(new Session(connection, transaction, Reading, cancellation));
    }

    /// <summary>Runs the change again, as a whole, when it drew a random key that is taken.</summary>
    public async Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CommitAsync(change, cancellation);
            }
            catch (SqliteException e) when (attempt < Attempts && e.SqliteExtendedErrorCode is (SQLITE_CONSTRAINT_PRIMARYKEY or SQLITE_CONSTRAINT_UNIQUE))
            {
            }
        }
    }

    private async Task<T> CommitAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(patience, cancellation))
        {
            throw new SqliteException("Too many changes wait for the writer.", SQLITE_BUSY);
        }

        try
        {
            writer ??= new(await OpenAsync(cancellation));
            await using var transaction = writer.Connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
            var session = new Session(writer.Connection, transaction, writer.Dialect, cancellation);
            var result = await change(session);
            await session.CommitAsync();
            checkpoints.Committed(writer.Connection);
            return result;
        }
        catch (SqliteException)
        {
            writer?.Dispose();
            writer = null;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => ChangeAsync(record, cancellation);

    public Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) =>
        throw new NotSupportedException("There is one writer: what is under way has it.");

    public bool IsUnavailable(DbException fault) =>
        fault is SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_IOERR or SQLITE_FULL or SQLITE_CANTOPEN };

    public void Dispose()
    {
        checkpoints.Dispose();
        writer?.Dispose();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        turn.Dispose();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await connection.ExecuteAsync($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {SqliteCheckpoints.MostPages}");
        return connection;
    }

    private static async Task RequireDurabilityAsync(SqliteConnection connection)
    {
        var mode = await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode");
        var synchronous = await connection.ExecuteScalarAsync<long>("PRAGMA synchronous");
        if (mode != "wal" || synchronous != 2)
        {
            throw new InvalidOperationException($"SQLite must run with WAL and synchronous=FULL to keep what it acknowledged; it says {mode} and {synchronous}.");
        }
    }
}
