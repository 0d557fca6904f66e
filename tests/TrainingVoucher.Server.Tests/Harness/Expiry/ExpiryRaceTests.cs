using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Journal;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Expiry;

/// <summary>Midnight comes in the middle of redemptions and sweeps: of use and expiry exactly one wins, and the money goes with it.</summary>
public class ExpiryRaceTests(ITestOutputHelper output)
{
    private const int Vouchers = 12;
    private const int AtOnce = 4;

    /// <summary>Few enough that no redemption of the first night lapses in the last.</summary>
    private const int NightsPerScenario = 20;

    [Fact]
    public async Task Midnight_WhileRedeemingAndSweeping_ExactlyOneWins()
    {
        var (nights, seen) = (HarnessRun.Count(4, 200), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var night = 0; night < nights;)
        {
            await using var s = await Scenario.StartAsync(budgetFen: 10_000_000_000);
            for (var last = Math.Min(nights, night + NightsPerScenario); night < last; night++)
            {
                foreach (var (outcome, times) in (await NightAsync(s, new Random(HarnessRun.Seed + night))).CountBy(o => o))
                {
                    seen[outcome] = seen.GetValueOrDefault(outcome) + times;
                }
            }

            await Invariants.AssertAsync(s.Server.Store);
        }

        output.WriteLine($"seed {HarnessRun.Seed}: {nights} nights: {string.Join(", ", seen.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key} {x.Value}"))}");
        Assert.True(seen.ContainsKey("ok") && seen.ContainsKey("expired"), "One side won every race.");
    }

    /// <summary>One night of vouchers that end with the day; the outcomes of all redemptions.</summary>
    private static async Task<IEnumerable<string>> NightAsync(Scenario s, Random dice)
    {
        var definition = Scenario.FaceValue() with { Validity = new() { DaysFromClaim = 1 } };
        var batch = await s.ReleaseAsync(definition, Vouchers);
        var before = await s.ReadLineAsync();
        var vouchers = await s.ClaimManyAsync(batch, Vouchers);

        var midnight = new DateTimeOffset(s.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
        s.Server.Time.Advance(midnight.AddMilliseconds(-1) - s.Server.Time.GetUtcNow());
        var until = dice.Next(Vouchers);
        var done = 0;
        using var doors = new SemaphoreSlim(AtOnce);
        var redeeming = vouchers.Select((v, i) => RacerAsync(doors, async () =>
        {
            await s.RedeemAsync(v, i + 1);
            // Midnight strikes when so many are through, and the next ones are on their way.
            if (Interlocked.Increment(ref done) == until)
            {
                s.Server.Time.Advance(TimeSpan.FromMilliseconds(1));
            }
        })).ToList();
        var sweeping = Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await s.SweepAsync();
            await s.SweepAsync();
        }));
        if (until == 0)
        {
            s.Server.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var outcomes = await Task.WhenAll(redeeming);
        await sweeping;
        s.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await s.SweepAsync();

        Assert.All(outcomes, o => Assert.True(o is "ok" or "expired", o));
        var states = (await s.Maker.ListVouchersAsync(new() { BatchId = batch.Id, Limit = 100 })).Items.ToDictionary(r => r.Voucher.Code, r => r.Voucher.State, StringComparer.Ordinal);
        foreach (var (voucher, outcome) in vouchers.Zip(outcomes))
        {
            Assert.Equal(outcome == "ok" ? VoucherState.Redeemed : VoucherState.Expired, states[voucher.Code]);
        }

        var (used, after) = (outcomes.Count(o => o == "ok"), await s.ReadLineAsync());
        Assert.Equal(before.ObligatedFen + used * 50_000, after.ObligatedFen);
        Assert.Equal(used, (await s.Maker.GetBatchAsync(batch.Id)).Claimed);
        Assert.Equal(used, await EventsAsync(s, vouchers, "voucher.redeemed"));
        Assert.Equal(Vouchers - used, await EventsAsync(s, vouchers, "voucher.expired"));
        return outcomes;
    }

    private static async Task<int> EventsAsync(Scenario s, IReadOnlyList<Voucher> vouchers, string name)
    {
        var mine = vouchers.Select(v => v.Code).ToHashSet(StringComparer.Ordinal);
        return (await s.ReadJournalAsync()).Count(e => e.Event == name && mine.Contains(new Tokens.VoucherCode(Tokens.VoucherId.FromBytes(e.Subject)).Format()));
    }

    private static async Task<string> RacerAsync(SemaphoreSlim doors, Func<Task> call)
    {
        await doors.WaitAsync();
        try
        {
            await call();
            return "ok";
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
        finally
        {
            doors.Release();
        }
    }
}
