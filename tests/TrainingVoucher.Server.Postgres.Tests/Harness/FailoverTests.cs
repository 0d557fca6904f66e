using Npgsql;
using TrainingVoucher.Server.Tests.Harness;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>A primary that is lost for good, and a standby that commits had waited for.</summary>
public class FailoverTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Primary_LostUnderLoad_ServersGoOnAtTheStandbyAndNothingIsLost()
    {
        await using var database = await ClusterDatabase.StartAsync();
        await using var standby = await Standby.StartAsync(database.Cluster);
        database.Hosts = $"{database.Cluster.Root},{standby.Host}";
        using var city = await LiveCity.StartAsync(database, servers: 2);

        var result = await Campaign.RunAsync(database, city, 1, HarnessRun.Count(50, 2_000), HarnessRun.Count(150, 9_000), HarnessRun.Seed, async _ =>
        {
            await database.Cluster.KillAsync();
            await standby.PromoteAsync();
        });

        output.WriteLine(result.Report("failover"));
        Assert.True(result.Unknown > 0, "The failover met no command.");
    }

    [Fact]
    public async Task Server_OnAStandby_DoesNotStart()
    {
        await using var database = await ClusterDatabase.StartAsync();
        using (await ServerProcess.StartAsync(database.Options()))
        {
        }

        await using var standby = await Standby.StartAsync(database.Cluster);
        var options = database.Options();
        options.Postgres = new NpgsqlConnectionStringBuilder(options.Postgres) { Host = standby.Host }.ToString();
        options.PostgresOwner = new NpgsqlConnectionStringBuilder(options.PostgresOwner) { Host = standby.Host }.ToString();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(options));

        Assert.Contains("25006", refused.Message, StringComparison.Ordinal);
    }
}
