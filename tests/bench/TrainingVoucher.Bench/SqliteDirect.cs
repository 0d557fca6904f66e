using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Bench;

/// <summary>The comparison on SQLite: prepared statements in this process, one durable transaction (WAL, FULL) for each redemption.</summary>
internal static class SqliteDirect
{
    private const string Update = """
        UPDATE voucher SET state = 3, institution_id = @institution, project = 'electrician', level = 5, class_ends_on = @ends,
            redeemed_at = @at, amount_fen = unit_fen, version = version + 1
        WHERE bucket = @bucket AND id = @id AND state = 2
        """;

    private const string Database = "training-voucher.db";

    private const string Insert = "INSERT INTO journal (bytes) VALUES (@bytes)";

    public static string FileOf(Arguments arguments) => Path.Combine(arguments.Text("data"), Database);

    public static async Task RunAsync(Arguments arguments)
    {
        var world = World.Load(arguments);
        var codes = new VoucherCodes(World.Keys(arguments).CodeMaskKey, RandomNumberGenerator.Create());
        var ids = File.ReadLines(arguments.Text("lines")).Skip(arguments.Number("skip")).Select(line => VoucherCode.TryParse(line.AsSpan(0, 20), out var code) ? code.Id : default).ToList();
        await using var connection = new SqliteConnection($"Data Source={FileOf(arguments)};Foreign Keys=True");
        await connection.OpenAsync();
        await using (var pragma = Command(connection, null, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"))
        {
            await pragma.ExecuteNonQueryAsync();
        }

        var (done, took) = Redeem(connection, [.. ids.Select(id => ((int)codes.BucketOf(id), id.ToBytes()))], Ids.Read("ins", world.School.OwnerId), arguments);
        await Console.Out.WriteLineAsync($"requests={done} rate={done / took.TotalSeconds:F1}");
    }

    private static (int Done, TimeSpan Took) Redeem(SqliteConnection connection, (int Bucket, byte[] Id)[] vouchers, long institution, Arguments arguments)
    {
        var time = TimeSpan.FromSeconds(arguments.Number("seconds"));
        var bytes = RandomNumberGenerator.GetBytes(JournalLength(arguments.Text("like")));
        using var update = Command(connection, null, Update, ("@institution", institution), ("@ends", 3000), ("@at", 0L), ("@bucket", 0), ("@id", bytes));
        using var insert = Command(connection, null, Insert, ("@bytes", bytes));
        var (start, done) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(start) < time; done++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            (update.Transaction, insert.Transaction) = (transaction, transaction);
            (update.Parameters[3].Value, update.Parameters[4].Value) = (vouchers[done].Bucket, vouchers[done].Id);
            update.Parameters[2].Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (update.ExecuteNonQuery() != 1 || insert.ExecuteNonQuery() != 1)
            {
                throw new InvalidOperationException("A voucher was redeemed before.");
            }

            transaction.Commit();
        }

        return (done, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>How many bytes the last journal row of the server has.</summary>
    private static int JournalLength(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, Database)};Mode=ReadOnly");
        connection.Open();
        using var command = Command(connection, null, "SELECT length(bytes) FROM journal ORDER BY id DESC LIMIT 1");
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
