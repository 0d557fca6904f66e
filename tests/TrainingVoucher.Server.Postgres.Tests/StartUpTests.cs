using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TrainingVoucher.Server.Storage.Postgres;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Postgres.Tests;

/// <summary>A server does not start on a PostgreSQL that may lose what was acknowledged, or that lives in another time.</summary>
public sealed class StartUpTests
{
    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task Migrate_ClusterThatIsNotDurable_IsRefused(string setting)
    {
        using var cluster = await PostgresCluster.StartAsync($"{setting} = off");

        await AssertRefusedAsync(cluster.Superuser, cluster.Superuser, $"off: {setting}");
    }

    [Fact]
    public async Task Migrate_CommitsThatDoNotWait_IsRefused()
    {
        await using var database = await PostgresTestDatabase.CreateAsync(migrated: true);
        var serving = new NpgsqlConnectionStringBuilder(database.Serving) { Options = "-c synchronous_commit=off" }.ToString();

        await AssertRefusedAsync(serving, database.Owner, "off: synchronous_commit");
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task RequireClock_OfAnotherTime_IsRefused(int seconds)
    {
        await using var database = await PostgresTestDatabase.CreateAsync(migrated: false);
        await using var source = NpgsqlDataSource.Create(database.Serving);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresChecks.RequireClockAsync(source, Off(seconds), CancellationToken.None));

        Assert.Contains("clocks", refused.Message, StringComparison.Ordinal);
        await PostgresChecks.RequireClockAsync(source, Off(0), CancellationToken.None);
    }

    private static FakeTimeProvider Off(int seconds) => new(TimeProvider.System.GetUtcNow().AddSeconds(seconds));

    private static async Task AssertRefusedAsync(string serving, string owner, string says)
    {
        await using var store = new PostgresStore(new(serving, owner, Connections: 2, Partitions: 0), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.MigrateAsync(CancellationToken.None));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }
}
