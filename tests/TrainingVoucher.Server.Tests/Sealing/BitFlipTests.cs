using System.Data.Common;
using System.Globalization;
using Dapper;
using TrainingVoucher.Server.Tests.Databases;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>One bit anywhere in journal, positions, checkpoints (a thousand with TV_LONG=1) or hashes, of numbers and of bytes. TV_SEED chooses others.</summary>
public sealed class BitFlipTests(ITestOutputHelper output)
{
    private const int DefaultSeed = 20260901;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TV_LONG") == "1";

    private static readonly (string Table, string Column)[] Columns =
    [
        ("journal", "id"), ("journal", "bytes"),
        ("log_position", "position"), ("log_position", "journal_id"), ("log_position", "length"),
        ("log_checkpoint", "size"), ("log_checkpoint", "root"), ("log_checkpoint", "previous"), ("log_checkpoint", "at"), ("log_checkpoint", "key_id"), ("log_checkpoint", "signature"),
        ("log_tile", "level"), ("log_tile", "start"), ("log_tile", "hashes"),
    ];

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["journal"] = ["id"],
        ["log_position"] = ["position"],
        ["log_checkpoint"] = ["size"],
        ["log_tile"] = ["level", "start"],
    };

    [Fact]
    public async Task Verify_AnyBitFlipped_FindsIt()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TV_SEED"), CultureInfo.InvariantCulture, out var given) ? given : DefaultSeed;
        var random = new BitSource(seed);
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        await log.DisarmAsync();
        Assert.Null((await log.VerifyAsync()).Fault);
        await using var connection = await log.ConnectAsync();
        var (total, taken, counts) = (IsLong ? 1_300 : 260, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        while (taken < total)
        {
            var (table, column) = Columns[taken % Columns.Length];
            if (await FlipAsync(connection, table, column, random) is not { } undo)
            {
                continue;
            }

            var fault = await log.FaultAsync();
            Assert.True(fault.Length > 0, $"seed {seed}, flip {taken}: a bit of {table}.{column} was flipped unnoticed");
            await undo();
            taken++;
            var kind = $"{table}.{column}: {fault.Split(' ')[0]}";
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        Assert.Null((await log.VerifyAsync()).Fault);
        output.WriteLine($"seed {seed}, {taken} flips, all found\n{string.Join('\n', counts.Select(c => $"{c.Key} {c.Value}"))}");
    }

    /// <summary>Flips one bit of one row and gives the way back; nothing when the database itself refuses the value.</summary>
    private static async Task<Func<Task>?> FlipAsync(DbConnection connection, string table, string column, BitSource random)
    {
        var keys = Keys[table];
        var rows = await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
        var row = (IDictionary<string, object>)await connection.QuerySingleAsync(
            $"SELECT {string.Join(", ", keys)}, {column} AS flipped FROM {table} ORDER BY {string.Join(", ", keys)} LIMIT 1 OFFSET {random.Below(rows)}");
        var (old, flipped) = (row["flipped"], Flip(row["flipped"], random));
        try
        {
            await SetAsync(connection, table, column, flipped, keys.Select(k => (k, row[k])));
            return () => SetAsync(connection, table, column, old, keys.Select(k => (k, k == column ? flipped : row[k])));
        }
        catch (DbException e) when (TestDatabase.Tell(e) == TestDatabase.Constraint)
        {
            return null;
        }
    }

    private static Task<int> SetAsync(DbConnection connection, string table, string column, object value, IEnumerable<(string Name, object Value)> where)
    {
        var (arguments, conditions) = (new DynamicParameters(), new List<string>());
        arguments.Add("value", value);
        foreach (var (name, key) in where)
        {
            arguments.Add($"was_{name}", key);
            conditions.Add($"{name} = @was_{name}");
        }

        return connection.ExecuteAsync($"UPDATE {table} SET {column} = @value WHERE {string.Join(" AND ", conditions)}", arguments);
    }

    private static object Flip(object value, BitSource random) => value switch
    {
        long number => number ^ (1L << (int)random.Below(64)),
        int number => number ^ (1 << (int)random.Below(32)),
        byte[] bytes => Flip(bytes, random.Below(bytes.Length * 8L)),
        _ => throw new ArgumentException("A column of another type.", nameof(value)),
    };

    private static byte[] Flip(byte[] bytes, long bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return flipped;
    }

    /// <summary>SplitMix64: the same numbers for the same seed on every platform.</summary>
    private sealed class BitSource(int seed)
    {
        private ulong state = (ulong)seed;

        public long Below(long bound)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (long)((z ^ (z >> 31)) % (ulong)bound);
        }
    }
}
