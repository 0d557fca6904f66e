using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Feed;

/// <summary>Days that partners hold their books against.</summary>
public sealed class ReconciliationTests : IAsyncLifetime
{
    private static readonly ReconciliationQuery First = new() { Day = new(2026, 9, 1) };
    private static readonly ReconciliationQuery Second = new() { Day = new(2026, 9, 2) };
    private static readonly ReconciliationQuery Third = new() { Day = new(2026, 9, 3) };

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Day_OfAChannel_SumsUpWhatItsFeedTold()
    {
        var vouchers = await _s.ClaimManyAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 5), 3);
        await _s.RedeemAsync(vouchers[0], 1);
        await SealAndWaitAsync(TimeSpan.FromDays(1));

        var day = await _s.Bank.GetReconciliationAsync(First);

        Assert.Equal((First.Day, 0, 5), (day.Day, day.After, day.Last));
        Assert.Equal(
            [(FeedEventType.VoucherClaimed, 3, 150_000), (FeedEventType.VoucherRedeemed, 1, 50_000), (FeedEventType.BatchReleased, 1, 0)],
            day.Totals.Select(t => (t.Type, t.Count, t.Fen)));
    }

    [Fact]
    public async Task File_OfADay_HasARowForEachEvent_AndTheDigest()
    {
        var vouchers = await _s.UsedAsync(2);
        await _s.ApplyAsync(vouchers);
        await SealAndWaitAsync(TimeSpan.FromDays(1));

        var (day, bytes) = (await _s.School.GetReconciliationAsync(First), await DownloadAsync(_s.School, First));

        Assert.Equal(day.Digest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(bytes, await DownloadAsync(_s.School, First));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        using var csv = new CsvReader(new StreamReader(new MemoryStream(bytes)), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(row => (IDictionary<string, object>)row).ToList();
        var events = (await _s.School.GetFeedAsync()).Items;
        Assert.Equal(events.Select(e => $"{e.Number}"), rows.Select(row => row["number"]));
        Assert.Equal(day.Totals.Sum(t => t.Count), rows.Count);
        Assert.Equal(day.Totals.Sum(t => t.Fen), rows.Sum(row => long.Parse("0" + row["fen"], CultureInfo.InvariantCulture)));
        var redeemed = rows.First(row => (string)row["type"] == "voucherRedeemed");
        Assert.Equal((vouchers[0].Code, "claimed", "redeemed", _s.SchoolId, "330100", "2026-09-01T08:00:00.000Z"), (redeemed["code"], redeemed["before"], redeemed["state"], redeemed["institution"], redeemed["region"], redeemed["at"]));
    }

    [Fact]
    public async Task Days_OfAFeed_HoldEachEventOnce()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 10);
        await _s.ClaimAsync(batch, 1);
        await SealAndWaitAsync(TimeSpan.FromHours(9));
        await _s.ClaimAsync(batch, 2);
        await SealAndWaitAsync(TimeSpan.FromMinutes(1));
        await _s.ClaimAsync(batch, 3);
        await SealAndWaitAsync(TimeSpan.FromDays(2));

        var days = new[] { await _s.Bank.GetReconciliationAsync(First), await _s.Bank.GetReconciliationAsync(Second), await _s.Bank.GetReconciliationAsync(Third) };

        Assert.Equal([(0L, 2L), (2L, 4L), (4L, 4L)], days.Select(d => (d.After, d.Last)));
        Assert.Empty(days[2].Totals);
        Assert.Equal(days[2].Digest, Convert.ToHexStringLower(SHA256.HashData(await DownloadAsync(_s.Bank, Third))));
    }

    /// <summary>What happened before midnight and was sealed after it is told on the day after: nobody could read it before.</summary>
    [Fact]
    public async Task Event_SealedAfterMidnight_StandsInTheNextDay()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 10);
        await SealAndWaitAsync(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        await _s.ClaimAsync(batch, 1);
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await SealAndWaitAsync(TimeSpan.FromDays(2));

        Assert.Equal(1, (await _s.Bank.GetReconciliationAsync(First)).Last);
        Assert.Equal((1, 2), await NumbersAsync(Second));
    }

    [Fact]
    public async Task Day_ThatIsNotOver_IsRefused()
    {
        await SealAndWaitAsync(TimeSpan.FromHours(8) + TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        Assert.Equal("day_not_over", await Scenario.RefusedAsync(() => _s.Bank.GetReconciliationAsync(First)));
        Assert.Equal("day_not_over", await Scenario.RefusedAsync(() => _s.Bank.DownloadReconciliationAsync(First)));
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), await NumbersAsync(First));
    }

    [Fact]
    public async Task Day_BeforeTheCalendar_IsNamed()
    {
        var early = new ReconciliationQuery { Day = new(2019, 12, 31) };

        Assert.Equal("day", (await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.Bank.GetReconciliationAsync(early))).Errors.Single().Field);
        Assert.Equal("day", (await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.Bank.DownloadReconciliationAsync(early))).Errors.Single().Field);
    }

    [Fact]
    public async Task Day_OfAStranger_HoldsNothingOfOthers_AndOfARegionalSystemAll()
    {
        await _s.UsedAsync(2);
        var (_, stranger) = await _s.AddBankAsync();
        var system = _s.Connect(await _s.Server.AddClientAsync(_s.Server.Admin.AuthorityId, ClientKind.RegionalSystem)).RegionalSystem;
        await SealAndWaitAsync(TimeSpan.FromDays(1));

        Assert.Empty((await stranger.GetReconciliationAsync(First)).Totals);
        Assert.Equal((await _s.Maker.GetReconciliationAsync(First)).Digest, (await system.GetReconciliationAsync(First)).Digest);
        Assert.Equal(2, (await system.GetReconciliationAsync(First)).Totals.Single(t => t.Type == FeedEventType.VoucherRedeemed).Count);
        Assert.Equal((await _s.Maker.GetFeedAsync()).Items, (await system.GetFeedAsync()).Items);
    }

    private async Task<(long After, long Last)> NumbersAsync(ReconciliationQuery day) => await _s.Bank.GetReconciliationAsync(day) is var read ? (read.After, read.Last) : default;

    private async Task SealAndWaitAsync(TimeSpan time)
    {
        await _s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        _s.Server.Time.Advance(time);
    }

    private static Task<byte[]> DownloadAsync(ChannelClient client, ReconciliationQuery day) => BytesAsync(client.DownloadReconciliationAsync(day));

    private static Task<byte[]> DownloadAsync(InstitutionClient client, ReconciliationQuery day) => BytesAsync(client.DownloadReconciliationAsync(day));

    private static async Task<byte[]> BytesAsync(Task<Stream> opening)
    {
        await using var file = await opening;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
