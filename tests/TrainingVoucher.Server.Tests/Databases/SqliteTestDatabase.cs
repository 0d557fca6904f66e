using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>A file in the data directory.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private SqliteTestDatabase()
    {
    }

    public static new async Task<SqliteTestDatabase> CreateAsync(bool migrated)
    {
        var database = new SqliteTestDatabase();
        if (migrated)
        {
            var store = database.Open();
            using var closing = store as IDisposable;
            await store.MigrateAsync(CancellationToken.None);
        }

        return database;
    }

    public override ServerOptions Options(TimeProvider? time = null) => new() { DataDirectory = Data.FullName, Time = time ?? TimeProvider.System };

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Data.FullName, "training-voucher.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override Task<byte[]> WrittenAsync()
    {
        using var all = new MemoryStream();
        CopyFiles(Data, all);
        return Task.FromResult(all.ToArray());
    }
}
