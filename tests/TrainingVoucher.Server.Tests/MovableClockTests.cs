using Microsoft.Extensions.Time.Testing;

namespace TrainingVoucher.Server.Tests;

public sealed class MovableClockTests
{
    private static readonly DateTimeOffset Beginning = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _basis = new(Beginning);
    private readonly MovableClock _clock;
    private int _rings;

    public MovableClockTests() => _clock = new(_basis);

    [Fact]
    public void Now_GoesWithTheOtherClockAndIsAheadOfIt()
    {
        _basis.Advance(TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromDays(2));
        _basis.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Beginning.AddHours(2).AddDays(2), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(2), _clock.Ahead);
    }

    [Fact]
    public void Now_FromATimeOfItsOwn_BeginsThere()
    {
        var clock = new MovableClock(_basis, new DateTimeOffset(2030, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)));
        _basis.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 1, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
    }

    [Fact]
    public void Advance_Back_IsMisuse() => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void AdvanceTo_WhereItIsOrLess_ChangesNothing()
    {
        _clock.AdvanceTo(TimeSpan.FromDays(3));
        _clock.AdvanceTo(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromDays(3), _clock.Ahead);
    }

    [Fact]
    public void Elapsed_WhenTheClockIsMoved_IsTheUsual()
    {
        var start = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromDays(1));
        _basis.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), _clock.GetElapsedTime(start));
    }

    [Fact]
    public void Timer_AtTheUsualPace_RingsWhenItIsDue()
    {
        using var timer = NewTimer(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _basis.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, _rings);
        _basis.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _rings);
        _basis.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, _rings);
    }

    [Fact]
    public void Timer_MovedPast_RingsOnceAndGoesOn()
    {
        using var timer = NewTimer(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, _rings);
        _basis.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, _rings);
        _basis.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _rings);
    }

    [Fact]
    public void Timer_MovedNear_RingsForTheRest()
    {
        using var timer = NewTimer(TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, _rings);
        _basis.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, _rings);
        _basis.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _rings);
        _clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Timer_ChangedOrDisposed_RingsNoMore()
    {
        var (changed, disposed, later) = (NewTimer(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), NewTimer(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), NewTimer(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
        changed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        later.Change(TimeSpan.FromDays(2), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromDays(1));
        _basis.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _rings);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, _rings);
        changed.Dispose();
        later.Dispose();
    }

    [Fact]
    public void Timer_DueAtOnce_RingsAtOnce()
    {
        using var timer = NewTimer(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Equal(1, _rings);
    }

    [Fact]
    public async Task Delay_MovedPast_IsOver()
    {
        var waiting = Task.Delay(TimeSpan.FromDays(30), _clock);
        _clock.Advance(TimeSpan.FromDays(30));

        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Timers_MadeWhileTheClockIsMoved_AllRing()
    {
        var clock = new MovableClock(TimeProvider.System);
        var moving = Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                clock.Advance(TimeSpan.FromHours(1));
            }
        });
        var waiting = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => Task.Run(() => new[] { Task.Delay(TimeSpan.FromHours(1), clock) })));

        await moving;
        clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(waiting.SelectMany(w => w)).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private ITimer NewTimer(TimeSpan dueTime, TimeSpan period) => _clock.CreateTimer(_ => _rings++, state: null, dueTime, period);
}
