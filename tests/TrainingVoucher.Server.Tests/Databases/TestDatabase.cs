using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Databases;

/// <summary>A fresh database of the store that these tests were built for, with a data directory for the keys.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public const string Constraint = "constraint";

    /// <summary>Whether this build of the tests is the one for PostgreSQL: its project says so.</summary>
    public static bool IsPostgres { get; } = typeof(TestDatabase).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "Store", Value: "Postgres" });

    /// <summary>The data directory.</summary>
    public DirectoryInfo Data { get; } = Directory.CreateTempSubdirectory("tv-data-");

    public static async Task<TestDatabase> CreateAsync(bool migrated = true)
    {
        SqlTypes.Register();
        return IsPostgres ? await PostgresTestDatabase.CreateAsync(migrated) : await SqliteTestDatabase.CreateAsync(migrated);
    }

    /// <summary>Options of a server over this database.</summary>
    public abstract ServerOptions Options(TimeProvider? time = null);

    /// <summary>The store as a server opens it; its schema may not be up to date yet.</summary>
    public IStore Open(TimeProvider? time = null) => ServerHost.OpenStore(Options(time));

    /// <summary>A connection past the store, with every right over the tables.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    /// <summary>Another transaction, that every group that uses the table has to wait for until this is disposed.</summary>
    public async Task<DbConnection> HoldGroupsAsync(string table = "idempotency")
    {
        var connection = await ConnectAsync();
        await connection.ExecuteAsync(IsPostgres ? $"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE" : "BEGIN IMMEDIATE");
        return connection;
    }

    public async Task ExecuteAsync(string sql, object? arguments = null)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync(sql, arguments);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null)
    {
        await using var connection = await ConnectAsync();
        return (await connection.QueryAsync<T>(sql, arguments)).AsList();
    }

    /// <summary>What the database refused for: <see cref="Constraint"/> when a constraint, a trigger or a missing right forbids it.</summary>
    public static string Tell(DbException fault) => fault switch
    {
        SqliteException { SqliteErrorCode: 19 } => Constraint,
        PostgresException { SqlState: ['2', '3', ..] or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidTextRepresentation } => Constraint,
        _ => fault.ToString(),
    };

    /// <summary>The names of the tables, as SQL takes them.</summary>
    public Task<IReadOnlyList<string>> TablesAsync() => QueryAsync<string>(
        IsPostgres ? "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'" : "SELECT name FROM sqlite_master WHERE type = 'table'");

    /// <summary>Every row of every table, in no order that the database chooses.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = await ConnectAsync();
        var rows = new List<string>();
        foreach (var table in await TablesAsync())
        {
            rows.AddRange((await connection.QueryAsync($"SELECT * FROM {table}")).Select(row => $"{table} " + string.Join('|', ((IDictionary<string, object?>)row).Values.Select(Show))));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>Every byte that the database and the data directory hold.</summary>
    public abstract Task<byte[]> WrittenAsync();

    public virtual ValueTask DisposeAsync()
    {
        Data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Show(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}";

    protected static void CopyFiles(DirectoryInfo directory, Stream to)
    {
        foreach (var path in directory.GetFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0))
        {
            using var file = new FileStream(path.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.CopyTo(to);
        }
    }
}
