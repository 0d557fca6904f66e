using TrainingVoucher.Client;

namespace ConformanceDriver;

/// <summary>Reads the feed from where it stands.</summary>
internal sealed class FeedReader(FeedClient feed, Ledger ledger)
{
    private static readonly RequestOptions Patient = new() { AttemptTimeout = TimeSpan.FromSeconds(30) };
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Deals with every event up to a number.</summary>
    public async Task FollowAsync(long until, CancellationToken ct)
    {
        while (ledger.Place < until)
        {
            var slice = await feed.GetFeedAsync(new() { After = ledger.Place, Wait = 20 }, Patient, ct);
            foreach (var told in slice.Items.Where(told => told.Number > ledger.Place))
            {
                // A number is missing: what comes after it waits, and is asked for again.
                if (told.Number != ledger.Place + 1)
                {
                    await Task.Delay(Pause, ct);
                    break;
                }

                ledger.Handle(told.Number);
            }
        }
    }
}
