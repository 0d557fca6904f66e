using TrainingVoucher.Server.Tests.Harness;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>SIGKILL for PostgreSQL under load: what was acknowledged is there, once, and the servers find their way back by themselves.</summary>
public class PostgresKillTests(ITestOutputHelper output)
{
    private const int KillsPerCity = 10;

    [Fact]
    public async Task Postgres_KilledUnderLoad_LosesAndDoublesNothing()
    {
        var (kills, total) = (HarnessRun.Count(1, 150), new CampaignResult(0, 0, 0, 0));
        while (total.Faults < kills)
        {
            await using var database = await ClusterDatabase.StartAsync();
            using var city = await LiveCity.StartAsync(database, servers: 2);
            var result = await Campaign.RunAsync(
                database,
                city,
                Math.Min(KillsPerCity, kills - total.Faults),
                HarnessRun.Count(50, 200),
                HarnessRun.Count(150, 900),
                HarnessRun.Seed + total.Faults,
                async _ =>
                {
                    await database.Cluster.KillAsync();
                    await database.Cluster.RestartAsync();
                });
            total = total.Add(result);
        }

        output.WriteLine(total.Report("kills"));
        Assert.True(total.Unknown > 0, "No kill met a command.");
    }
}
