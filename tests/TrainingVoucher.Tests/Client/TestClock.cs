using Microsoft.Extensions.Time.Testing;

namespace TrainingVoucher.Tests.Client;

/// <summary>A clock that goes on by itself whenever something waits, and remembers for how long. Attempt timeouts run off only when asked for.</summary>
public sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))
{
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(47);

    private readonly List<TimeSpan> waits = [];

    public bool RunTimeouts { get; init; }

    /// <summary>The waits between attempts.</summary>
    public IReadOnlyList<TimeSpan> Waits => waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Timeout.InfiniteTimeSpan || (dueTime == AttemptTimeout && !RunTimeouts))
        {
            return timer;
        }

        if (dueTime != AttemptTimeout)
        {
            lock (waits)
            {
                waits.Add(dueTime);
            }
        }

        ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
