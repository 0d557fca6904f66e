using TrainingVoucher.Server.Tests.Harness;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>The connection to PostgreSQL breaks around a COMMIT: whether it took effect is unknown for a while and never done twice.</summary>
public class CutConnectionTests(ITestOutputHelper output)
{
    private const int CutsPerCity = 50;

    [Fact]
    public async Task Connection_CutAroundCommit_LosesAndDoublesNothing()
    {
        var (cuts, total, made) = (HarnessRun.Count(12, 500), new CampaignResult(0, 0, 0, 0), new Dictionary<Cut, int>());
        while (total.Faults < cuts)
        {
            await using var database = await ClusterDatabase.StartAsync();
            await using var proxy = new CuttingProxy(database.Socket);
            using var city = await LiveCity.StartAsync(database, servers: 1, database.Options(proxy.Port));
            var result = await Campaign.RunAsync(
                database,
                city,
                Math.Min(CutsPerCity, cuts - total.Faults),
                HarnessRun.Count(5, 20),
                HarnessRun.Count(20, 100),
                HarnessRun.Seed + total.Faults,
                async dice =>
                {
                    var cut = (Cut)dice.Next(4);
                    await proxy.CutAsync(cut).WaitAsync(TimeSpan.FromMinutes(5));
                    made[cut] = made.GetValueOrDefault(cut) + 1;
                });
            total = total.Add(result);
        }

        output.WriteLine(total.Report($"cuts ({string.Join(", ", made.OrderBy(m => m.Key).Select(m => $"{m.Key} {m.Value}"))})"));
        Assert.True(total.Unknown > 0, "No cut met a command.");
        if (HarnessRun.IsLong)
        {
            Assert.True(made[Cut.Sent] + made[Cut.Answered] >= 100, "Too few cuts after COMMIT was sent.");
        }
    }
}
