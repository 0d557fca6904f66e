using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Journal;

/// <summary>TV_LONG=1 walks further and from more seeds.</summary>
public class RandomWalkTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TV_LONG") == "1";

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, IsLong ? 10 : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Walk_AfterEveryStep_TablesPostingsAndJournalAgree(int seed)
    {
        await using var s = await Scenario.StartAsync(budgetFen: 5_000_000);
        var walk = new RandomWalk(s, seed);
        await walk.PrepareAsync();
        for (var step = 0; step < (IsLong ? 1_000 : 500); step++)
        {
            await walk.StepAsync();
            try
            {
                await Invariants.AssertAsync(s.Server.Store);
            }
            catch (Exception)
            {
                output.WriteLine($"seed {seed}, step {step}");
                throw;
            }
        }

        output.WriteLine(string.Join('\n', walk.Seen.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}: {x.Value}")));
        foreach (var done in (string[])["claim ok", "return ok", "exchange ok", "redeem ok", "reverse ok", "revoke ok", "subsidy Apply ", "subsidy Disburse ", "subsidy Settle "])
        {
            Assert.True(walk.Seen.ContainsKey(done), $"The walk of seed {seed} never came to '{done}'.");
        }
    }
}
