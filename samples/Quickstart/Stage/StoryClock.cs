namespace Quickstart.Stage;

/// <summary>
/// The clock of server and SDK: it begins on 1 September 2026 at nine in Hangzhou, whenever the sample is run, goes at
/// the usual pace and can be moved on. A program of your own leaves the clock alone.
/// </summary>
internal sealed class StoryClock : TimeProvider
{
    private static readonly TimeSpan Hangzhou = TimeSpan.FromHours(8);
    private static readonly DateTimeOffset Beginning = new(2026, 9, 1, 9, 0, 0, Hangzhou);

    private readonly long started = System.GetTimestamp();
    private TimeSpan skipped;

    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().ToOffset(Hangzhou).DateTime);

    public override DateTimeOffset GetUtcNow() => (Beginning + System.GetElapsedTime(started) + skipped).ToUniversalTime();

    public void SkipDays(int days) => skipped += TimeSpan.FromDays(days);
}
