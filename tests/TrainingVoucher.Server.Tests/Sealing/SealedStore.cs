using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Log;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Storage.Sqlite;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>A data directory whose journal tests write and seal, and then tamper with.</summary>
internal sealed class SealedStore : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-log-");

    private SealedStore()
    {
        SqlTypes.Register();
        Keys = KeyFiles.LoadOrCreate(_data.FullName, Time.GetUtcNow());
        Store = Open();
        Sealer = NewSealer();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public ServerKeys Keys { get; }

    public SqliteStore Store { get; }

    public Sealer Sealer { get; }

    public string DataDirectory => _data.FullName;

    public static async Task<SealedStore> CreateAsync()
    {
        var made = new SealedStore();
        await made.Store.MigrateAsync(CancellationToken.None);
        return made;
    }

    /// <summary>Another process on the same database.</summary>
    public SqliteStore Open() => new(Path.Combine(_data.FullName, "training-voucher.db"), Time);

    public Sealer NewSealer(IStore? store = null) => new(store ?? Store, new Checkpoints(Keys), Time);

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

    /// <summary>Changes what must not be changed: past the server, without the triggers.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "training-voucher.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'";
        command.CommandText = await command.ExecuteScalarAsync() + ";" + sql;
        await command.ExecuteNonQueryAsync();
    }

    public Task<long> NumberAsync(string sql) => Store.ReadAsync(session => session.ValueAsync<long>(sql), CancellationToken.None);

    public void Dispose()
    {
        Store.Dispose();
        _data.Delete(recursive: true);
    }
}
