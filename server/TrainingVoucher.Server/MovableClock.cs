namespace TrainingVoucher.Server;

/// <summary>
/// A clock that goes at the pace of another one and can be moved on. Its timers move with it: what was to ring until then rings at once,
/// and once, however often it would have rung. How long something took is still measured at the usual pace.
/// </summary>
public sealed class MovableClock : TimeProvider
{
    private readonly TimeProvider basis;
    private readonly TimeSpan offset;
    private readonly long started;
    private readonly Lock gate = new();
    private readonly HashSet<MovedTimer> waiting = [];
    private TimeSpan ahead;
    private int changes;

    /// <param name="basis">The clock whose pace it keeps.</param>
    /// <param name="startsAt">What it shows at the beginning; the same as the other one when left out.</param>
    public MovableClock(TimeProvider basis, DateTimeOffset? startsAt = null)
    {
        ArgumentNullException.ThrowIfNull(basis);
        (this.basis, started) = (basis, basis.GetTimestamp());
        offset = startsAt is { } start ? start - basis.GetUtcNow() : TimeSpan.Zero;
    }

    /// <summary>By how much it was moved on.</summary>
    public TimeSpan Ahead
    {
        get
        {
            lock (gate)
            {
                return ahead;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => basis.TimestampFrequency;

    /// <summary>How long it has gone and was moved, whoever sets the other clock meanwhile.</summary>
    private TimeSpan Elapsed => basis.GetElapsedTime(started) + Ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => basis.GetUtcNow() + offset + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => basis.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new MovedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Makes it later.</summary>
    /// <param name="by">By how much; not less than nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time does not go back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Move(now => now + by);
    }

    /// <summary>Makes it be ahead by that much; changes nothing when it is already.</summary>
    internal void AdvanceTo(TimeSpan most) => Move(now => most > now ? most : now);

    private void Move(Func<TimeSpan, TimeSpan> next)
    {
        List<MovedTimer> moved;
        lock (gate)
        {
            (ahead, changes) = (next(ahead), changes + 1);
            moved = [.. waiting];
        }

        moved.ForEach(timer => timer.Wind());
    }

    /// <summary>A timer that is wound anew whenever the clock is moved. It may ring too early then, and winds itself.</summary>
    private sealed class MovedTimer : ITimer
    {
        private readonly MovableClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer timer;
        private TimeSpan? dueAt;
        private TimeSpan pause = Timeout.InfiniteTimeSpan;

        public MovedTimer(MovableClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            timer = clock.basis.CreateTimer(static self => ((MovedTimer)self!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                pause = period;
                Wait(dueTime);
            }

            return Wind();
        }

        /// <summary>Has the timer of the other clock ring when this one is due. Who was overtaken by a change looks again.</summary>
        public bool Wind()
        {
            bool isWound;
            int seen;
            do
            {
                (var left, seen) = Left();
                isWound = timer.Change(left, Timeout.InfiniteTimeSpan);
            }
            while (seen != Volatile.Read(ref clock.changes));

            return isWound;
        }

        public void Dispose()
        {
            Forget();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return timer.DisposeAsync();
        }

        private void Ring()
        {
            bool isDue;
            lock (clock.gate)
            {
                isDue = dueAt <= clock.Elapsed;
                if (isDue)
                {
                    Wait(pause > TimeSpan.Zero ? pause : Timeout.InfiniteTimeSpan);
                }
            }

            Wind();
            if (isDue)
            {
                callback(state);
            }
        }

        private void Wait(TimeSpan dueTime)
        {
            dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Elapsed + dueTime;
            clock.changes++;
            if (dueAt is null)
            {
                clock.waiting.Remove(this);
            }
            else
            {
                clock.waiting.Add(this);
            }
        }

        private (TimeSpan Left, int Seen) Left()
        {
            lock (clock.gate)
            {
                var left = dueAt is { } due ? due - clock.Elapsed : Timeout.InfiniteTimeSpan;
                return (dueAt is not null && left < TimeSpan.Zero ? TimeSpan.Zero : left, clock.changes);
            }
        }

        private void Forget()
        {
            lock (clock.gate)
            {
                Wait(Timeout.InfiniteTimeSpan);
            }
        }
    }
}
