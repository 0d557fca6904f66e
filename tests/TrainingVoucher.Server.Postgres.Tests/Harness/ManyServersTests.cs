using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Journal;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>Server processes that share one database and know nothing of each other.</summary>
public class ManyServersTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Servers_OneOfThreeKilledUnderLoad_LoseAndDoubleNothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var city = await LiveCity.StartAsync(database, servers: 3);
        var result = await Campaign.RunAsync(database, city, HarnessRun.Count(1, 30), HarnessRun.Count(50, 200), HarnessRun.Count(100, 900), HarnessRun.Seed, dice =>
        {
            var index = dice.Next(city.Fleet.Count);
            city.Fleet.Kill(index);
            return city.Fleet.StartAsync(index);
        });
        output.WriteLine(result.Report("kills"));
    }

    /// <summary>More persons than vouchers, some of them at two processes at once.</summary>
    [Fact]
    public async Task Servers_ThreeGiveOutOneBatch_ExactlyItsQuantityAndOnePerPerson()
    {
        var (quantity, connections) = (HarnessRun.Count(150, 20_000), HarnessRun.Count(60, 300));
        await using var database = await TestDatabase.CreateAsync();
        using var city = await LiveCity.StartAsync(database, servers: 3, connections: connections);
        var batch = await city.ReleaseAsync(quantity);
        var (next, told) = (0, new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        var claimants = quantity * 11 / 10;

        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            for (var person = Interlocked.Increment(ref next); person <= claimants; person = Interlocked.Increment(ref next))
            {
                foreach (var code in await Task.WhenAll(Enumerable.Range(0, person % 5 == 0 ? 2 : 1).Select(_ => ClaimAsync(city, batch, person))))
                {
                    told.AddOrUpdate(code, 1, (_, n) => n + 1);
                }
            }
        }));

        output.WriteLine($"{quantity} vouchers, {claimants} persons, {connections} connections: {string.Join(", ", told.Select(t => $"{t.Key} {t.Value}"))}");
        Assert.Equal(quantity, told["ok"]);
        Assert.Equal(quantity, (await city.Maker.Authority.GetBatchAsync(batch)).Claimed);
        Assert.Equal(
            [(quantity, quantity)],
            await database.QueryAsync<(int, int)>("SELECT CAST(COUNT(*) AS integer), CAST(COUNT(DISTINCT person_id) AS integer) FROM voucher"));
        Assert.Equal([quantity], await database.QueryAsync<int>("SELECT CAST(COUNT(DISTINCT (shard, shard_index)) AS integer) FROM voucher"));
        var store = database.Open();
        using (store as IDisposable)
        {
            await Invariants.AssertAsync(store);
        }
    }

    /// <summary>Asks, with the same key, until it is told; gives <c>ok</c> or the code of the refusal.</summary>
    private static async Task<string> ClaimAsync(LiveCity city, string batch, int person)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var (once, assertion) = (new RequestOptions { IdempotencyKey = RandomNumberGenerator.GetHexString(24) }, (string?)null);
        while (true)
        {
            try
            {
                assertion ??= await city.AssertAsync(batch, person);
                await city.Bank.Channel.ClaimAsync(new() { BatchId = batch, Assertion = assertion }, once, late.Token);
                return "ok";
            }
            catch (TrainingVoucherException e) when (e.Status is 0 or 429 or >= 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), late.Token);
            }
            catch (TrainingVoucherException e)
            {
                return e.Code;
            }
        }
    }
}
