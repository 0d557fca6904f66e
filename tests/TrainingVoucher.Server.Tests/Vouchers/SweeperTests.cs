using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Journal;
using TrainingVoucher.Server.Tests.Metrics;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class SweeperTests
{
    [Fact]
    public async Task Sweep_EndedAfterAnyChunk_GoesOnWhereItWas()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 9);
        for (var person = 1; person <= 7; person++)
        {
            await s.ClaimAsync(batch, person);
        }

        s.Server.Time.Advance(TimeSpan.FromDays(40));
        CancellationTokenSource kill = new();
        using var measured = new Measured(s.Server.Services) { Seen = _ => kill.Cancel() };
        for (var process = 0; process < 4; process++)
        {
            kill = new();
            using var sweeper = new Sweeper(s.Server.Store, s.Server.Time, TimeSpan.FromDays(49), s.Server.Services.GetRequiredService<ServerMetrics>(), NullLogger<Sweeper>.Instance, atOnce: 2);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweeper.SweepAsync(kill.Token));
            kill.Dispose();
        }

        Assert.Equal([2, 2, 2, 1], measured.Of("sweeper.rows", "sweep=expired").Take(4));
        Assert.Equal(7, await s.CountJournalAsync("voucher.expired"));
        await Invariants.AssertAsync(s.Server.Store);
    }

    [Fact]
    public async Task Sweep_AWeekBeforeTheLastDay_TellsOnceThatUnusedVouchersExpireSoon()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 9);
        await s.ClaimAsync(batch, 1);
        await s.RedeemAsync(await s.ClaimAsync(batch, 2), 2);
        s.Server.Time.Advance(TimeSpan.FromDays(21));
        await s.SweepAsync();
        Assert.Equal(0, await s.CountJournalAsync("voucher.expiring"));

        s.Server.Time.Advance(TimeSpan.FromDays(1));
        await s.SweepAsync();
        s.Server.Time.Advance(TimeSpan.FromDays(3));
        await s.SweepAsync();
        Assert.Equal(1, await s.CountJournalAsync("voucher.expiring"));

        s.Server.Time.Advance(TimeSpan.FromDays(10));
        await s.SweepAsync();
        Assert.Equal((1, 1), (await s.CountJournalAsync("voucher.expiring"), await s.CountJournalAsync("voucher.expired")));
        await Invariants.AssertAsync(s.Server.Store);
        await s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        var told = Assert.Single((await s.Bank.GetFeedAsync()).Items, e => e.Type == FeedEventType.VoucherExpiring);
        Assert.Equal((VoucherState.Claimed, s.BankId), (told.Voucher!.State, told.Voucher.ChannelId));
    }

    [Fact]
    public async Task Sweep_OfWhatItHasLookedAt_LooksAtNothingMore()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 9);
        for (var person = 1; person <= 3; person++)
        {
            var voucher = await s.ClaimAsync(batch, person);
            if (person > 1)
            {
                await s.RedeemAsync(voucher, person);
            }
        }

        s.Server.Time.Advance(TimeSpan.FromDays(400));
        await s.SweepAsync();

        Assert.Equal([0], await s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM voucher WHERE due_on IS NOT NULL"));
        Assert.Equal([0], await s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM redemption WHERE due_on IS NOT NULL"));
        Assert.Equal([8, 12, 12], await s.Server.Database.QueryAsync<int>("SELECT CAST(state AS INTEGER) FROM voucher ORDER BY state"));
    }

    [Fact]
    public async Task Redemptions_OfAReversedVoucher_AreListedOnlyWhileTheyStand()
    {
        await using var s = await Scenario.StartAsync();
        var voucher = await s.ClaimAsync(await s.ReleaseAsync(Scenario.FaceValue(), 9), 1);
        await s.RedeemAsync(voucher, 1);
        Assert.Single((await s.School.ListRedemptionsAsync()).Items);

        await s.School.ReverseAsync(new() { Code = voucher.Code, Reason = "r" });
        Assert.Empty((await s.School.ListRedemptionsAsync()).Items);

        s.Server.Time.Advance(TimeSpan.FromHours(1));
        await s.RedeemAsync(voucher, 1);
        Assert.Single((await s.School.ListRedemptionsAsync()).Items);
        await Invariants.AssertAsync(s.Server.Store);
    }
}
