using Microsoft.Data.Sqlite;
using Npgsql;

namespace TrainingVoucher.Bench;

/// <summary>Puts rows that a maker makes, chunk by chunk, into the database; on PostgreSQL by binary COPY on several connections.</summary>
internal static class BulkLoad
{
    /// <summary>The connection string of a superuser: loading leaves out the checks of foreign keys, its rows refer to each other by construction.</summary>
    private const string AdminVariable = "TV_BENCH_ADMIN";

    private const int Chunk = 20_000;
    private const int Connections = 4;

    public static async Task RunAsync(Arguments arguments, int count, Func<int, int, IReadOnlyList<Rows>> make)
    {
        var chunks = Enumerable.Range(0, (count + Chunk - 1) / Chunk).Select(i => (From: i * Chunk, Count: Math.Min(Chunk, count - (i * Chunk))));
        if (Environment.GetEnvironmentVariable(AdminVariable) is { Length: > 0 } admin)
        {
            await using var source = NpgsqlDataSource.Create(admin);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Connections };
            await Parallel.ForEachAsync(chunks, parallel, async (chunk, cancellation) => await CopyAsync(source, make(chunk.From, chunk.Count), cancellation));
        }
        else
        {
            await using var connection = new SqliteConnection($"Data Source={SqliteDirect.FileOf(arguments)};Foreign Keys=False");
            await connection.OpenAsync();
            foreach (var chunk in chunks)
            {
                await InsertAsync(connection, make(chunk.From, chunk.Count));
            }
        }
    }

    private static async Task CopyAsync(NpgsqlDataSource source, IReadOnlyList<Rows> tables, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using (var settings = new NpgsqlCommand("SET session_replication_role = replica", connection))
        {
            await settings.ExecuteNonQueryAsync(cancellation);
        }

        foreach (var (table, values) in tables)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT binary)", cancellation);
            foreach (var row in values)
            {
                await copy.WriteRowAsync(cancellation, row);
            }

            await copy.CompleteAsync(cancellation);
        }
    }

    private static async Task InsertAsync(SqliteConnection connection, IReadOnlyList<Rows> tables)
    {
        await using var transaction = connection.BeginTransaction();
        foreach (var (table, values) in tables)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select(c => "@" + c))})";
            foreach (var column in table.Columns)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
            }

            foreach (var row in values)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters[i].Value = row[i] ?? DBNull.Value;
                }

                await command.ExecuteNonQueryAsync();
            }
        }

        await transaction.CommitAsync();
    }
}
