namespace TrainingVoucher.Server.Http;

/// <summary>
/// A token bucket kept as one number: the moment at which it will be full again. A call moves that moment on by the time in which one token
/// drips in; it is refused when the bucket would have to be emptier than empty. No lock, nothing allocated.
/// </summary>
internal sealed class CallBucket
{
    private long fullAt = long.MinValue;

    /// <summary>Whether it holds all it can, like a new one.</summary>
    public bool IsFull(long now) => Volatile.Read(ref fullAt) <= now;

    /// <summary>Takes a token.</summary>
    /// <param name="now">The moment, in ticks of a monotonic clock.</param>
    /// <param name="interval">In how many ticks one token drips in.</param>
    /// <param name="size">How many tokens the full bucket holds.</param>
    /// <param name="wait">In how many ticks there will be one, when there is none.</param>
    /// <returns>How many are left; -1 when there was none.</returns>
    public long Take(long now, long interval, long size, out long wait)
    {
        var seen = Volatile.Read(ref fullAt);
        while (true)
        {
            var after = Math.Max(seen, now) + interval;
            var left = now + (size * interval) - after;
            if (left < 0)
            {
                wait = -left;
                return -1;
            }

            var found = Interlocked.CompareExchange(ref fullAt, after, seen);
            if (found == seen)
            {
                wait = 0;
                return left / interval;
            }

            seen = found;
        }
    }
}
