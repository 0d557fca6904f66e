using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// How often each caller may call this process, and the headers that tell it so (draft-ietf-httpapi-ratelimit-headers). Their texts are made
/// once, for each hundredth of the bucket, and rounded down: a call costs no allocation.
/// </summary>
/// <typeparam name="T">By what callers are told apart.</typeparam>
internal sealed class CallLimits<T>
    where T : notnull
{
    private const int Steps = 100;

    // Systems are fewer. Of addresses those are dropped whose bucket is full again, so that nobody gains by coming from many.
    private const int MostKept = 100_000;

    private readonly ConcurrentDictionary<T, CallBucket> buckets = new();
    private readonly TimeProvider time;
    private readonly long interval;
    private readonly long size;
    private readonly StringValues policy;
    private readonly StringValues[] rests;

    /// <param name="name">The name of the policy in the headers.</param>
    /// <param name="calls">How many calls drip into the bucket in <paramref name="period"/>.</param>
    /// <param name="period">How long that takes.</param>
    /// <param name="burst">How many calls the full bucket holds.</param>
    /// <param name="time">The clock.</param>
    public CallLimits(string name, int calls, TimeSpan period, int burst, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        this.time = time;
        interval = Math.Max(1, (long)(period.TotalSeconds * time.TimestampFrequency / calls));
        size = burst;
        policy = Text($"\"{name}\";q={size};w={Seconds(size * interval)}");
        rests = [.. Enumerable.Range(0, Steps + 1).Select(step => size * step / Steps).Select(left => Text($"\"{name}\";r={left};t={Seconds((size - left) * interval)}"))];
    }

    /// <summary>Whether the caller may call now. The headers of the answer say how it stands, and of a refusal when to try again.</summary>
    public bool Takes(HttpContext context, T caller)
    {
        var bucket = buckets.TryGetValue(caller, out var known) ? known : Add(caller);
        var left = bucket.Take(time.GetTimestamp(), interval, size, out var wait);
        var headers = context.Response.Headers;
        headers[LimitHeaders.Policy] = policy;
        headers[LimitHeaders.Rest] = rests[left < 0 ? 0 : left * Steps / size];
        if (left < 0)
        {
            headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }

        return left >= 0;
    }

    private CallBucket Add(T caller)
    {
        if (buckets.Count >= MostKept)
        {
            var now = time.GetTimestamp();
            foreach (var (known, bucket) in buckets.Where(b => b.Value.IsFull(now)))
            {
                buckets.TryRemove(new(known, bucket));
            }
        }

        return buckets.GetOrAdd(caller, static _ => new CallBucket());
    }

    /// <summary>Whole seconds, rounded up.</summary>
    private long Seconds(long ticks) => (ticks + time.TimestampFrequency - 1) / time.TimestampFrequency;

    private static StringValues Text(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The names of the headers.</summary>
internal static class LimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string Rest = "RateLimit";
}
