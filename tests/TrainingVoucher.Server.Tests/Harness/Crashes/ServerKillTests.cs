using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness.Processes;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>SIGKILL for the server in the middle of its work: what it acknowledged is there, once, and what it did not say it says later.</summary>
public class ServerKillTests(ITestOutputHelper output)
{
    private const int KillsPerCity = 10;

    [Fact]
    public async Task Server_KilledUnderLoad_LosesAndDoublesNothing()
    {
        var (kills, total) = (HarnessRun.Count(2, 300), new CampaignResult(0, 0, 0, 0));
        while (total.Faults < kills)
        {
            await using var database = await TestDatabase.CreateAsync();
            using var city = await LiveCity.StartAsync(database);
            var result = await Campaign.RunAsync(
                database, city, Math.Min(KillsPerCity, kills - total.Faults), HarnessRun.Count(50, 200), HarnessRun.Count(150, 900), HarnessRun.Seed + total.Faults, _ => KillAsync(city.Fleet));
            total = total.Add(result);
        }

        output.WriteLine(total.Report("kills"));
        Assert.True(total.Unknown > 0, "No kill met a command.");
    }

    private static Task KillAsync(Fleet fleet)
    {
        fleet.Kill(0);
        return fleet.StartAsync(0);
    }
}
