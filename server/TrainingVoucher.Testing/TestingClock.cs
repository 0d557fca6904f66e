namespace TrainingVoucher.Testing;

/// <summary>
/// A clock that goes at the usual pace and can be moved on. Timers and waits made with it keep to the usual pace: moving it on makes nobody
/// wait less, it makes it later. Give it to the system under test too, so that both agree about the time.
/// </summary>
public sealed class TestingClock : TimeProvider
{
    private readonly long started = System.GetTimestamp();
    private readonly DateTimeOffset beginning;
    private long skipped;

    internal TestingClock(DateTimeOffset? beginning) => this.beginning = (beginning ?? System.GetUtcNow()).ToUniversalTime();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => beginning + System.GetElapsedTime(started) + new TimeSpan(Interlocked.Read(ref skipped));

    /// <summary>Makes it later.</summary>
    /// <param name="by">By how much; not less than nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time does not go back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref skipped, by.Ticks);
    }
}
