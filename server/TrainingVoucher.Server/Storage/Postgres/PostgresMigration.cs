using System.Globalization;
using Dapper;
using Npgsql;

namespace TrainingVoucher.Server.Storage.Postgres;

/// <summary>Applies the SQL files as the owner, one server at a time, and gives the serving role its rights.</summary>
internal static class PostgresMigration
{
    /// <summary>Stands in a SQL file where a table leads its keys with the bucket and can be divided by it.</summary>
    private const string PartitionMark = "/* partitioned */";

    private const string Lock = "SELECT pg_advisory_xact_lock(8250719)";

    private const string Table = "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at bigint NOT NULL)";

    private const string Applied = "SELECT name, checksum FROM migration";

    private const string Record = "INSERT INTO migration (name, checksum, applied_at) VALUES (@Name, @Checksum, @Now)";

    private const string Partitioned = "SELECT relname FROM pg_class WHERE relkind = 'p' AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhparent = pg_class.oid)";

    private const string AppendOnly = """
        SELECT DISTINCT c.relname
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.proname = 'append_only' AND c.relnamespace = current_schema()::regnamespace
        """;

    public static async Task RunAsync(NpgsqlDataSource owner, PostgresSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(Lock, transaction: transaction);
        await connection.ExecuteAsync(Table, transaction: transaction);
        var applied = (await connection.QueryAsync<(string Name, string Checksum)>(Applied, transaction: transaction))
            .ToDictionary(row => row.Name, row => row.Checksum, StringComparer.Ordinal);
        foreach (var file in Migrations.Pending(Migrations.Of("Postgres"), applied).ToList())
        {
            await connection.ExecuteAsync(file.Sql.Replace(PartitionMark, settings.Partitions > 0 ? "PARTITION BY HASH (bucket)" : "", StringComparison.Ordinal), transaction: transaction);
            await DivideAsync(connection, transaction, settings.Partitions);
            await connection.ExecuteAsync(Record, new { file.Name, file.Checksum, Now = time.GetUtcNow() }, transaction);
        }

        await GrantAsync(connection, transaction, settings);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task DivideAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int partitions)
    {
        foreach (var table in (await connection.QueryAsync<string>(Partitioned, transaction: transaction)).ToList())
        {
            for (var i = 0; i < partitions; i++)
            {
                var sql = string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE {table}_{i} PARTITION OF {table} FOR VALUES WITH (MODULUS {partitions}, REMAINDER {i})");
                await connection.ExecuteAsync(sql, transaction: transaction);
            }
        }
    }

    /// <summary>Rights are given anew at every start, so that a table of a later file has them too.</summary>
    private static async Task GrantAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresSettings settings)
    {
        var role = new NpgsqlConnectionStringBuilder(settings.Serving).Username;
        if (role is null || role == new NpgsqlConnectionStringBuilder(settings.Owner).Username)
        {
            return;
        }

        var quoted = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var schema = await connection.ExecuteScalarAsync<string>("SELECT quote_ident(current_schema())", transaction: transaction);
        await connection.ExecuteAsync($"GRANT USAGE ON SCHEMA {schema} TO {quoted}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {quoted}; GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}; REVOKE INSERT, UPDATE, DELETE ON migration FROM {quoted}", transaction: transaction);
        foreach (var table in (await connection.QueryAsync<string>(AppendOnly, transaction: transaction)).ToList())
        {
            await connection.ExecuteAsync($"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}", transaction: transaction);
        }
    }
}
