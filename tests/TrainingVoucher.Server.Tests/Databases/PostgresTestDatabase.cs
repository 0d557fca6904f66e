using System.Data.Common;
using Npgsql;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>A copy of the run's template database, dropped at the end of the test.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private readonly PostgresDatabases _databases;

    private PostgresTestDatabase(PostgresDatabases databases, string name) => (_databases, Name) = (databases, name);

    public string Name { get; }

    /// <summary>For the role that serves.</summary>
    public string Serving => _databases.Serving(Name);

    /// <summary>For the role that migrates.</summary>
    public string Owner => _databases.Owner(Name);

    public static new async Task<PostgresTestDatabase> CreateAsync(bool migrated)
    {
        var databases = await PostgresDatabases.OfThisRunAsync();
        return new PostgresTestDatabase(databases, await databases.CreateAsync(migrated));
    }

    public override ServerOptions Options(TimeProvider? time = null) =>
        new() { DataDirectory = Data.FullName, Postgres = Serving, PostgresOwner = Owner, Time = time ?? TimeProvider.System };

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_databases.Unpooled(Name));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The rows as PostgreSQL keeps them, and what it logged.</summary>
    public override async Task<byte[]> WrittenAsync()
    {
        using var all = new MemoryStream();
        CopyFiles(Data, all);
        await using var connection = (NpgsqlConnection)await ConnectAsync();
        foreach (var table in await TablesAsync())
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT BINARY)");
            await rows.CopyToAsync(all);
        }

        all.Write(_databases.ReadLog());
        return all.ToArray();
    }

    public override ValueTask DisposeAsync()
    {
        _databases.Drop(Name);
        return base.DisposeAsync();
    }
}
