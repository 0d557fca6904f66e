using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Feed;

/// <summary>Who asks to wait is answered when something concerns him, whichever process sealed it.</summary>
public sealed class FeedWaitTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Wait_UntilSomethingIsSealed_GivesIt()
    {
        var waiting = _s.Bank.GetFeedAsync(new() { Wait = 30 });
        await Wait.UntilAsync(() => Bell.Waiting == 1);
        await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        Assert.False(waiting.IsCompleted);

        await SealAsync();
        await TickAsync(waiting);

        Assert.Equal(FeedEventType.BatchReleased, Assert.Single((await waiting).Items).Type);
    }

    [Fact]
    public async Task Wait_WhileOthersHear_GoesOn()
    {
        var waiting = _s.School.GetFeedAsync(new() { After = 0, Wait = 10 });
        await SealAsync();
        await TickAsync(waiting);
        var next = (await waiting).Next;

        var longer = _s.School.GetFeedAsync(new() { After = next, Wait = 10 });
        await Wait.UntilAsync(() => Bell.Waiting == 1);
        await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        await SealAsync();
        _s.Server.Time.Advance(TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        Assert.False(longer.IsCompleted);

        _s.Server.Time.Advance(TimeSpan.FromSeconds(6));
        var slice = await longer.WaitAsync(Longest);
        Assert.Equal((0, next), (slice.Items.Count, slice.Next));
        Assert.Equal(0, Bell.Waiting);
    }

    [Fact]
    public async Task Wait_WhileTheServerStops_IsAnsweredAtOnce()
    {
        var waiting = _s.Bank.GetFeedAsync(new() { Wait = 30 });
        await Wait.UntilAsync(() => Bell.Waiting == 1);
        var watch = Stopwatch.StartNew();

        await _s.Server.StopAsync();

        Assert.Empty((await waiting.WaitAsync(Longest)).Items);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Longest);
    }

    [Fact]
    public async Task Wait_ByACallerWhoLeaves_IsForgotten()
    {
        using var gone = new CancellationTokenSource();
        var waiting = _s.Bank.GetFeedAsync(new() { Wait = 30 }, ct: gone.Token);
        await Wait.UntilAsync(() => Bell.Waiting == 1);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Wait.UntilAsync(() => Bell.Waiting == 0);
    }

    [Fact]
    public async Task Wait_ByASystemThatIsRevokedMeanwhile_IsRefused()
    {
        var waiting = _s.Bank.GetFeedAsync(new() { Wait = 30 });
        await Wait.UntilAsync(() => Bell.Waiting == 1);
        await _s.Maker.RevokeClientAsync(_s.BankParty.ClientId, new("x"));
        await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        await SealAsync();
        var refused = Scenario.RefusedAsync(() => waiting);
        await TickAsync(refused);

        Assert.Equal("unauthenticated", await refused);
    }

    private FeedBell Bell => _s.Server.Services.GetRequiredService<FeedBell>();

    private Task SealAsync() => _s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);

    /// <summary>Lets the bell look until the call is answered.</summary>
    private async Task TickAsync(Task answered)
    {
        await Wait.UntilAsync(() =>
        {
            _s.Server.Time.Advance(TimeSpan.FromMilliseconds(250));
            return answered.IsCompleted;
        });
    }
}
