using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Feed;

/// <summary>Gives a caller what there is in his feed, and waits for it when he asks to.</summary>
internal sealed class Feeds(FeedReading reading, FeedBell bell)
{
    public async Task<Outcome<FeedSlice>> GetAsync(PollContext c, FeedQuery q)
    {
        var until = c.Now + TimeSpan.FromSeconds(q.Wait ?? 0);
        while (true)
        {
            var read = await c.ReadAsync(async call => (await reading.ReadAsync(call, q), await FeedPages.SizeAsync(call.Session), FeedAudience.Of(call.Caller)));
            if (read.Refusal is { } revoked)
            {
                return revoked;
            }

            var (slice, size, audience) = read.Value;
            var patience = until - c.Now;
            if (slice.Refusal is not null || slice.Value.Items.Count > 0 || patience <= TimeSpan.Zero || !await bell.WaitAsync(audience, size, patience, c.Cancellation))
            {
                return slice;
            }
        }
    }
}
