using System.Diagnostics;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Metrics;

/// <summary>Lanes that are held up by a database that does not go on.</summary>
public sealed class LaneMetricsTests
{
    private const string Lane = "lane=0";

    [Fact]
    public async Task Group_OfCommandsThatWaited_IsMeasuredWithItsCommit()
    {
        await using var s = await Scenario.StartAsync();
        var vouchers = await ClaimAsync(s, 6);
        using var measured = new Measured(s.Server.Services);
        Assert.Equal((0, 0), (measured.Read("lane.waiting", Lane), measured.Read("lane.waiting", "lane=checks")));

        var watch = Stopwatch.StartNew();
        Task<Redemption>[] calls;
        await using (await s.Server.Database.HoldGroupsAsync())
        {
            var first = s.RedeemAsync(vouchers[0], 1);
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            calls = [first, .. Enumerable.Range(2, 5).Select(n => s.RedeemAsync(vouchers[n - 1], n))];
            await Wait.UntilAsync(() => measured.Read("lane.waiting", Lane) == 5);
        }

        await Task.WhenAll(calls);
        // A group takes all that waits where it is alone, and half of it where another can be under way with it.
        Assert.Equal(TestDatabase.IsPostgres ? 3 : 5, measured.Of("lane.group.size", Lane).Max());
        Assert.Equal(6, measured.Sum("lane.group.size", Lane));
        Assert.All(measured.Of("commit.duration", Lane), seconds => Assert.InRange(seconds, 0.000_001, watch.Elapsed.TotalSeconds));
        Assert.InRange(measured.Of("commit.duration", Lane).Max(), 0.1, 60);
        Assert.Equal(0, measured.Read("lane.waiting", Lane));
    }

    [Fact]
    public async Task Check_GoesThroughItsOwnLane()
    {
        await using var s = await Scenario.StartAsync();
        var voucher = (await ClaimAsync(s, 1))[0];
        using var measured = new Measured(s.Server.Services);

        await s.School.CheckAsync(new(voucher.Code));

        Assert.Equal([1], measured.Of("lane.group.size", "lane=checks"));
        Assert.Single(measured.Of("commit.duration", "lane=checks"));
        Assert.Empty(measured.Of("lane.group.size", Lane));
    }

    [Fact]
    public async Task FullLane_TurnsAway_AndCountsIt()
    {
        await using var s = await Scenario.StartAsync(configure: o => (o.LaneDepth, o.LaneGroup) = (1, 1));
        var vouchers = await ClaimAsync(s, 1);
        await s.School.ListRedemptionsAsync();
        using var measured = new Measured(s.Server.Services);
        var calls = new List<Task<string>>();
        await using (await s.Server.Database.HoldGroupsAsync())
        {
            while (calls.Count(c => !c.IsCompleted) < 2 || measured.Read("lane.waiting", Lane) < 1)
            {
                calls.Add(TryAsync());
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }

            Assert.Equal("unavailable", await TryAsync());
        }

        var turnedAway = 1 + (await Task.WhenAll(calls)).Count(code => code == "unavailable");
        Assert.Equal(turnedAway, measured.Sum("lane.shed", Lane));
        Assert.Equal(turnedAway, measured.Sum("calls.answered", "operation=redeemVoucher status_code=503"));
        Assert.Equal(2, measured.Sum("lane.group.size", Lane));

        async Task<string> TryAsync()
        {
            try
            {
                await s.RedeemAsync(vouchers[0], 1);
                return "ok";
            }
            catch (Client.TrainingVoucherException e)
            {
                return e.Code;
            }
        }
    }

    private static async Task<IReadOnlyList<Voucher>> ClaimAsync(Scenario s, int count)
    {
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), count);
        var vouchers = await s.ClaimManyAsync(batch, count);

        await s.School.ListRedemptionsAsync();
        return vouchers;
    }
}
