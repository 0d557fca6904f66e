using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Harness.Feeds;

/// <summary>
/// Follows a feed, slower than it grows, and is killed again and again. What it has dealt with it remembers only now and then, so that
/// it is told some things again when it begins anew: by their numbers it knows them.
/// </summary>
internal sealed class SlowReader(Func<long, CancellationToken, IAsyncEnumerable<FeedEvent>> follow, int seed)
{
    private const int BetweenNotes = 7;

    private readonly Random _dice = new(seed);
    private long _noted;
    private int _seenCount;

    public List<FeedEvent> Seen { get; } = [];

    /// <summary>How many events it has seen; may be asked from anywhere.</summary>
    public int Count => Volatile.Read(ref _seenCount);

    public int Lives { get; private set; }

    public int ToldAgain { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Lives++;
            using var life = CancellationTokenSource.CreateLinkedTokenSource(stop);
            life.CancelAfter(TimeSpan.FromMilliseconds(_dice.Next(20, 1_500)));
            try
            {
                await foreach (var one in follow(_noted, life.Token))
                {
                    Take(one);
                    if (_dice.Next(100) == 0)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(10)), life.Token);
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or TrainingVoucherException { Status: 0 or 401 or >= 429 })
            {
            }
        }
    }

    private void Take(FeedEvent one)
    {
        if (one.Number <= Seen.Count)
        {
            ToldAgain++;
            Assert.Equal(Seen[(int)one.Number - 1], one);
        }
        else
        {
            Assert.Equal(Seen.Count + 1, one.Number);
            Seen.Add(one);
            Volatile.Write(ref _seenCount, Seen.Count);
        }

        if (one.Number % BetweenNotes == 0)
        {
            _noted = Math.Max(_noted, one.Number);
        }
    }
}
