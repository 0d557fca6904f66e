using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Journal;

namespace TrainingVoucher.Server.Postgres.Tests;

public sealed class PartitionTests
{
    private const string Partitions = """
        SELECT parent.relname, child.relname
        FROM pg_inherits i
        JOIN pg_class parent ON parent.oid = i.inhparent
        JOIN pg_class child ON child.oid = i.inhrelid
        WHERE parent.relkind = 'p'
        ORDER BY 1, 2
        """;

    [Fact]
    public async Task Migrate_WithPartitions_DividesVouchersAndRulesByBucket()
    {
        var database = await PostgresTestDatabase.CreateAsync(migrated: false);
        await using var s = await Scenario.StartAsync(server: await TestServer.StartAsync(configure: o => o.PostgresPartitions = 3, database: database));
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 40);
        for (var person = 1; person <= 40; person++)
        {
            await s.ClaimAsync(batch, person);
        }

        await s.ReleaseToAsync(await s.DefineAsync(Scenario.FaceValue()), [.. Enumerable.Range(41, 40)]);

        Assert.Equal(
            from table in new[] { "person_rule", "voucher" }
            from part in Enumerable.Range(0, 3)
            select (table, $"{table}_{part}"),
            await database.QueryAsync<(string, string)>(Partitions));
        foreach (var partition in (string[])["voucher_0", "voucher_1", "voucher_2"])
        {
            Assert.InRange(await CountAsync(partition), 1, 79);
            Assert.Equal(["fillfactor=85"], await database.QueryAsync<string>($"SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = '{partition}'::regclass"));
        }

        Assert.Equal(80, await CountAsync("voucher"));
        await Invariants.AssertAsync(s.Server.Store);

        async Task<long> CountAsync(string table) => Assert.Single(await database.QueryAsync<long>($"SELECT COUNT(*) FROM {table}"));
    }

    [Fact]
    public async Task Migrate_WithoutPartitions_MakesNone()
    {
        await using var database = await PostgresTestDatabase.CreateAsync(migrated: true);

        Assert.Empty(await database.QueryAsync<(string, string)>(Partitions));
    }
}
