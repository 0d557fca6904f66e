using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Feed;

/// <summary>
/// Which events of a feed belong to a day: those that were sealed by its end and not by that of the day before. The times of checkpoints
/// say what was sealed when.
/// </summary>
internal static class FeedDays
{
    /// <summary>How long after its end a day is known: no checkpoint takes longer from its time to its commit.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    private const string SealedBy = "SELECT size FROM log_checkpoint WHERE at < @end ORDER BY at DESC, size DESC LIMIT 1";

    public static bool IsKnown(DateOnly day, DateTimeOffset now) => now >= EndOf(day) + Settling;

    /// <summary>The numbers of the last event before the day and of the last event of it.</summary>
    public static async Task<(long After, long Last)> OfAsync(Session session, FeedAudience audience, DateOnly day) =>
        (await LastByAsync(session, audience, EndOf(day.AddDays(-1))), await LastByAsync(session, audience, EndOf(day)));

    private static async Task<long> LastByAsync(Session session, FeedAudience audience, DateTimeOffset end)
    {
        var size = await session.OptionalAsync<long>(SealedBy, new { end = end.ToUnixTimeMilliseconds() }) ?? 0;
        var (low, high) = (0L, await FeedPages.LastAsync(session, audience));
        while (low < high)
        {
            var page = (await FeedPages.FromAsync(session, audience, low + ((high - low + 1) / 2), most: 1)).Single();
            (low, high) = page.Size <= size ? (page.Last, high) : (low, page.First - 1);
        }

        return low;
    }

    private static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Calendar.Shanghai);
}
