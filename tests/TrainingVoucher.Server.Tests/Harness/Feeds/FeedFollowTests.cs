using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness.Crashes;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Sealing;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Harness.Feeds;

/// <summary>A bank, a school and a city follow their feeds while the server works and is killed: each sees each of its events once, none is left out.</summary>
public class FeedFollowTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Readers_KilledAndResumed_SeeEachEventOnce()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var city = await LiveCity.StartAsync(database);
        var readers = new[]
        {
            new SlowReader(city.Bank.Channel.FollowFeedAsync, HarnessRun.Seed),
            new SlowReader(city.School.Institution.FollowFeedAsync, HarnessRun.Seed + 1),
            new SlowReader(city.Maker.Authority.FollowFeedAsync, HarnessRun.Seed + 2),
        };
        using var stop = new CancellationTokenSource();
        var reading = Task.WhenAll(readers.Select(reader => Task.Run(() => reader.RunAsync(stop.Token))));

        var result = await Campaign.RunAsync(database, city, HarnessRun.Count(1, 20), HarnessRun.Count(80, 3_500), HarnessRun.Count(120, 4_500), HarnessRun.Seed, _ =>
        {
            city.Fleet.Kill(0);
            return city.Fleet.StartAsync(0);
        });

        var store = database.Open();
        using var closing = store as IDisposable;
        var expected = await ExpectedAsync(store);
        using var late = new CancellationTokenSource(Patience);
        while (!reading.IsCompleted && readers.Zip(expected).Any(pair => pair.First.Count < pair.Second.Count))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), late.Token);
        }

        await stop.CancelAsync();
        await reading;
        Assert.All(readers.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Seen.Select(e => (e.Type, e.At))));
        output.WriteLine($"{result.Report("kills")}; {readers.Sum(r => r.Count)} events, seen by three readers in {readers.Sum(r => r.Lives)} lives, {readers.Sum(r => r.ToldAgain)} told again");
        Assert.True(readers.All(r => r.Lives > 1) && readers.Sum(r => r.ToldAgain) > 0, "No reader was killed.");
    }

    /// <summary>What each reader must have seen, straight from the sealed log.</summary>
    private static async Task<List<List<(FeedEventType, DateTimeOffset)>>> ExpectedAsync(IStore store)
    {
        await Wait.UntilAsync(async () => await store.ReadAsync(LogPositions.CountUnsealedAsync, CancellationToken.None) == 0);
        var (bank, school) = await store.ReadAsync(s => s.ValueAsync<(long, long)>("SELECT (SELECT min(id) FROM channel), (SELECT min(id) FROM institution)"), CancellationToken.None);
        var rows = (await store.SealedRowsAsync()).Select(row => (Concern: JournalCodec.ConcernOf(row.Bytes), Entry: JournalCodec.Decode(row.Bytes))).ToList();
        FeedAudience[] audiences = [new(AudienceKind.Channel, bank), new(AudienceKind.Institution, school), new(AudienceKind.Region, 330100)];
        return [.. audiences.Select(audience => rows.Where(row => FeedAudience.Of(row.Concern, _ => [bank]).Contains(audience)).Select(row => (FeedEvents.TypeOf(row.Entry.Event), row.Entry.At)).ToList())];
    }
}
