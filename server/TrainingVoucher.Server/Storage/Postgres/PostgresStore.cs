using System.Data;
using System.Data.Common;
using Npgsql;

namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>
/// The production store. Any number of server processes share one database: what they decide rests on its constraints and row locks.
/// The owner's role migrates; the serving role can neither change nor delete what is append-only.
/// </summary>
internal sealed class PostgresStore : IStore, IAsyncDisposable, IDisposable
{
    private const int Attempts = 8;

    /// <summary>How many changes can run beside those that wait for them; each is short and waits for nobody.</summary>
    private const int ConnectionsBeside = 2;

    /// <summary>In bytes: what a group of usual size writes goes to the database at once and wakes it once.</summary>
    private const int WriteBuffer = 64 << 10;

    private static readonly PostgresDialect Reading = new(locks: false, guards: false);
    private static readonly PostgresDialect Changing = new(locks: true, guards: false);
    private static readonly PostgresDialect Insisting = new(locks: true, guards: true);

    // Changes find their rows by keys. A plan that was made while a table was small must not read all of it for ever. Pages that a change
    // drives out of the cache go to the disk at once and not with the next checkpoint, whose sync would keep commits waiting.
    private const string ByKeys = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan -c backend_flush_after=256kB -c idle_in_transaction_session_timeout=10000";

    private readonly NpgsqlDataSource reading;
    private readonly NpgsqlDataSource changing;
    private readonly NpgsqlDataSource beside;
    private readonly PostgresSettings settings;
    private readonly TimeProvider time;

    public PostgresStore(PostgresSettings settings, TimeProvider time)
    {
        (this.settings, this.time) = (settings, time);
        reading = Source("reading", settings.Connections, null);
        changing = Source("changing", settings.Connections, ByKeys);
        beside = Source("beside", ConnectionsBeside, ByKeys);
    }

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using (var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.Owner) { Pooling = false, CommandTimeout = 0 }))
        {
            await PostgresMigration.RunAsync(owner, settings, time, cancellation);
        }

        await PostgresChecks.RequireDurabilityAsync(changing, cancellation);
        if (ReferenceEquals(time, TimeProvider.System))
        {
            await PostgresChecks.RequireClockAsync(changing, time, cancellation);
        }
    }

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await reading.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        return await read(new Session(connection, transaction, Reading, cancellation));
    }

    /// <summary>Runs the change again, as a whole, when another transaction came between: what it read is no longer so.</summary>
    public Task<T> ChangeAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => CommitAsync(changing, change, Changing, cancellation);

    public Task<T> RecordAsync<T>(Func<Session, Task<T>> record, CancellationToken cancellation) => CommitAsync(changing, record, Reading, cancellation);

    public Task<T> ChangeBesideAsync<T>(Func<Session, Task<T>> change, CancellationToken cancellation) => CommitAsync(beside, change, Changing, cancellation);

    private static async Task<T> CommitAsync<T>(NpgsqlDataSource source, Func<Session, Task<T>> change, PostgresDialect dialect, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
                var session = new Session(connection, transaction, attempt == 1 || dialect == Reading ? dialect : Insisting, cancellation);
                var result = await change(session);
                await session.CommitAsync();
                return result;
            }
            catch (Exception e) when (attempt < Attempts && IsConflict(e))
            {
            }
        }
    }

    public bool RunsChangesAtOnce => true;

    public string OpenTransactions =>
        "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint) AS own, CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS oldest";

    private static bool IsConflict(Exception fault) => fault is LostRaceException or PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation,
    };

    public bool IsUnavailable(DbException fault) => fault switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("58", StringComparison.Ordinal)
            || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        NpgsqlException => true,
        _ => false,
    };

    public async ValueTask DisposeAsync()
    {
        await reading.DisposeAsync();
        await changing.DisposeAsync();
        await beside.DisposeAsync();
    }

    public void Dispose()
    {
        reading.Dispose();
        changing.Dispose();
        beside.Dispose();
    }

    /// <summary>A pool; metrics know it by its name.</summary>
    private NpgsqlDataSource Source(string name, int connections, string? options)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.Serving)
        {
            MaxPoolSize = connections,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            WriteBufferSize = WriteBuffer,
            ApplicationName = "training-voucher",
            Timeout = 15,
            CommandTimeout = 30,
            IncludeErrorDetail = false,
            Options = string.Join(' ', new[] { new NpgsqlConnectionStringBuilder(settings.Serving).Options, options }.Where(o => !string.IsNullOrEmpty(o))),
        };
        return new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = name }.Build();
    }
}
