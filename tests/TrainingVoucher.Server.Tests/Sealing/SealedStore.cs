using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Log;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>A data directory whose journal tests write and seal, and then tamper with.</summary>
internal sealed class SealedStore : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private SealedStore(TestDatabase database)
    {
        _database = database;
        Keys = KeyFiles.LoadOrCreate(DataDirectory, Time.GetUtcNow());
        Store = Open();
        Sealer = NewSealer();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public ServerKeys Keys { get; }

    public IStore Store { get; }

    public Sealer Sealer { get; }

    public string DataDirectory => _database.Data.FullName;

    public static async Task<SealedStore> CreateAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>Another process on the same database.</summary>
    public IStore Open() => _database.Open(Time);

    public Sealer NewSealer(IStore? store = null) => new(store ?? Store, new Checkpoints(Keys), Time, FeedPages.AppendAsync);

    public Task SealAsync() => Sealer.SealAsync(CancellationToken.None);

    public Task WriteAsync(int rows, string @event = "test.event") => Store.ChangeAsync(
        async session =>
        {
            for (var i = 0; i < rows; i++)
            {
                await session.AppendAsync(new JournalEntry { Event = @event, Kind = "tst", Subject = [1, 2, 3, 4, 5, 6, 7, (byte)i], At = Time.GetUtcNow() });
            }

            return true;
        },
        CancellationToken.None);

    /// <summary>A log of several runs: positions of all kinds of tiles, some checkpoints.</summary>
    public async Task FillAsync()
    {
        foreach (var rows in (int[])[1, 40, 300, 2, 7])
        {
            await WriteAsync(rows);
            await SealAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public Task<LogReport> VerifyAsync(params LogCheckpoint[] kept) =>
        new LogVerification(Store, new Checkpoints(Keys), new PublishedKeys(Keys, Time).KeySet, kept, (_, _) => { }).RunAsync(CancellationToken.None);

    public async Task<string> FaultAsync() => (await VerifyAsync()).Fault?.Where ?? "";

    /// <summary>Takes away what keeps the tables append-only.</summary>
    public async Task DisarmAsync()
    {
        await using var connection = await _database.ConnectAsync();
        var drop = TestDatabase.IsPostgres
            ? "SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger WHERE tgname LIKE '%append_only'"
            : "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%no\\_%' ESCAPE '\\'";
        foreach (var sql in (await connection.QueryAsync<string>(drop)).ToList())
        {
            await connection.ExecuteAsync(sql);
        }

        if (TestDatabase.IsPostgres)
        {
            await connection.ExecuteAsync("ALTER TABLE journal ALTER COLUMN id DROP IDENTITY");
        }
    }

    /// <summary>Changes what must not be changed: past the server, without the triggers.</summary>
    public async Task TamperAsync(string sql)
    {
        await DisarmAsync();
        if (sql.Length > 0)
        {
            await _database.ExecuteAsync(sql);
        }
    }

    /// <summary>Past the server.</summary>
    public Task ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    public Task<DbConnection> ConnectAsync() => _database.ConnectAsync();

    public Task<long> NumberAsync(string sql) => Store.ReadAsync(session => session.ValueAsync<long>(sql), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        await _database.DisposeAsync();
    }
}

internal static class SealedRowsExtensions
{
    /// <summary>The whole log.</summary>
    public static async Task<IReadOnlyList<SealedRow>> SealedRowsAsync(this IStore store)
    {
        var (rows, all) = (new SealedRows(store, CancellationToken.None), new List<SealedRow>());
        while (await rows.NextAsync() is { } row)
        {
            all.Add(row);
        }

        return all;
    }
}
