using System.Runtime.ExceptionServices;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness.Processes;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>How far a campaign came.</summary>
internal sealed record CampaignResult(int Faults, int Acknowledged, int Unknown, int Repeated)
{
    public CampaignResult Add(CampaignResult other) =>
        new(Faults + other.Faults, Acknowledged + other.Acknowledged, Unknown + other.Unknown, Repeated + other.Repeated);

    /// <summary>What a run prints, with the seed that makes it again.</summary>
    /// <param name="faults">What the faults were.</param>
    public string Report(string faults) =>
        $"seed {HarnessRun.Seed}: {Faults} {faults}, {Acknowledged} commands acknowledged and compared, {Unknown} answers stayed away, {Repeated} asked for again";
}

/// <summary>A load on a fresh city, faults in the middle of it, and a comparison of everything at the end.</summary>
internal static class Campaign
{
    private const int Workers = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Lets the load run, and after every so many answered commands does something bad.</summary>
    public static async Task<CampaignResult> RunAsync(TestDatabase database, LiveCity city, int faults, int fewest, int most, int seed, Func<Random, Task> fault)
    {
        var batch = await city.ReleaseAsync(1_000_000);
        var path = Path.Combine(database.Data.FullName, "record.jsonl");
        using var patience = new CancellationTokenSource();
        Commander commander;
        await using (var record = new Record(path))
        {
            commander = new Commander(record, patience.Token);
            var load = new Load(city, commander, batch, seed, patience.Token);
            var running = load.RunAsync(Workers);
            try
            {
                var dice = new Random(seed);
                for (var i = 0; i < faults; i++)
                {
                    await ProgressAsync(commander, dice.Next(fewest, most), running);
                    await fault(dice);
                }

                await ProgressAsync(commander, fewest, running);
                load.Stop();
                await running.WaitAsync(Patience);
            }
            catch (Exception e)
            {
                load.Stop();
                await patience.CancelAsync();
                await Task.WhenAny(running, Task.Delay(Patience));
                Assert.Fail($"Seed {seed}: {e}\n{city.Fleet.Said}");
                ExceptionDispatchInfo.Throw(e);
            }
        }

        var store = database.Open();
        using (store as IDisposable)
        {
            var compared = await Comparison.AssertAsync(path, store, city.LineId);
            Assert.Equal(commander.Acknowledged, compared);
        }

        return new CampaignResult(faults, commander.Acknowledged, commander.Unknown, commander.Repeated);
    }

    /// <summary>Waits until so many more commands were answered.</summary>
    private static async Task ProgressAsync(Commander commander, int more, Task running)
    {
        var until = commander.Acknowledged + more;
        using var late = new CancellationTokenSource(Patience);
        while (commander.Acknowledged < until)
        {
            Assert.False(late.IsCancellationRequested, "Nothing goes on.");
            if (running.IsCompleted)
            {
                await running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None);
        }
    }
}
