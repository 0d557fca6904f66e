using System.Data.Common;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Journal;
using TrainingVoucher.Server.Tests.Subsidies;
using Xunit.Sdk;

namespace TrainingVoucher.Server.Tests.Harness.Guards;

/// <summary>
/// Control runs of the guards in the database: each refuses a breach; once it is removed the breach succeeds, and then the comparisons
/// that every harness ends with must fail. A test that cannot fail proves nothing. Guards in code have theirs in <c>tests/mutants</c>.
/// </summary>
public class GuardControlTests
{
    /// <summary>The invariant of the design, the table, and a breach of it.</summary>
    public static TheoryData<int, string, string> Breaches() => new()
    {
        { 4, "batch", "UPDATE batch SET claimed = quantity + 1" },
        { 4, "batch_channel", "UPDATE batch_channel SET used = quota + 1" },
        { 5, "voucher", Copy("voucher", ("id", Bytes("ffffffffffffffffffff"))) },
        { 7, "budget_line", "UPDATE budget_line SET available = available + 1" },
        { 7, "budget_line", "UPDATE budget_line SET available = -1, reserved = reserved + available + 1" },
        { 8, "posting", "UPDATE posting SET fen = fen + 1" },
        { 8, "posting", "DELETE FROM posting WHERE id = (SELECT MAX(id) FROM posting)" },
        { 9, "application_line", Copy("application_line", ("line", "line + 1")) },
        { 12, "journal", "DELETE FROM journal WHERE id = (SELECT id FROM journal ORDER BY id DESC LIMIT 1 OFFSET 1)" },
        { 13, "journal", "UPDATE journal SET bytes = (SELECT bytes FROM journal ORDER BY id LIMIT 1)" },
        { 20, "person_rule", "UPDATE person_rule SET count = bound + 1" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Breach_GuardedAndUnguarded_IsRefusedAndThenFound(int invariant, string table, string breach)
    {
        await using var s = await Scenario.StartAsync();
        var proposed = s.Proposed(await s.DefineAsync(Scenario.FaceValue()), 3) with { Channels = [new() { ChannelId = s.BankId, Quota = 2 }] };
        var batch = await s.ReleaseAsync(proposed);
        await s.ApplyAsync([await s.UseAsync(batch, 1)]);
        await AgreeAsync(s);

        var sql = Expand(breach, await ColumnsAsync(s, table));
        var refused = await Assert.ThrowsAnyAsync<DbException>(() => s.Server.Database.ExecuteAsync(sql));
        Assert.True(TestDatabase.Tell(refused) == TestDatabase.Constraint, $"Invariant {invariant}: {refused}");
        await AgreeAsync(s);

        await s.Server.Database.BreachAsync(table, sql);
        var found = await Assert.ThrowsAnyAsync<Exception>(() => AgreeAsync(s));
        Assert.True(found is XunitException or KeyNotFoundException or InvalidDataException, $"Invariant {invariant}: {found}");
    }

    private static async Task AgreeAsync(Scenario s)
    {
        await Invariants.AssertAsync(s.Server.Store);
        await s.AssertAgreeAsync();
    }

    /// <summary>A breach that adds a copy of the first row but for one column.</summary>
    private static string Copy(string table, (string Column, string Value) other) => $"{table}|{other.Column}|{other.Value}";

    private static string Bytes(string hex) => TestDatabase.IsPostgres ? $"decode('{hex}', 'hex')" : $"x'{hex}'";

    private static string Expand(string breach, IReadOnlyList<string> columns) => breach.Split('|') is [var table, var column, var value]
        ? $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(c => c == column ? value : c))} FROM {table} LIMIT 1"
        : breach;

    private static Task<IReadOnlyList<string>> ColumnsAsync(Scenario s, string table) => s.Server.Database.QueryAsync<string>(
        TestDatabase.IsPostgres
            ? $"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
            : $"SELECT name FROM pragma_table_info('{table}')");
}
