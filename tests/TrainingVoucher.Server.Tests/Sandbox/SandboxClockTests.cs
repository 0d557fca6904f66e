using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>The clock of a sandbox moves forward by call, and all that waits for a time moves with it.</summary>
public sealed class SandboxClockTests : IAsyncLifetime
{
    private const long Day = 86_400;

    private SandboxScene _scene = null!;
    private Joined _bank = null!;

    public async Task InitializeAsync()
    {
        _scene = await SandboxScene.StartAsync();
        _bank = await _scene.JoinAsync(ClientKind.Channel);
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Clock_BeforeItIsMoved_IsTheRealTime()
    {
        var clock = await _scene.Anybody.Sandbox.GetClockAsync();

        Assert.Equal((_scene.Server.Time.GetUtcNow(), 0, _scene.Server.Time.GetUtcNow().AddDays(366)), (clock.Now, clock.AheadSeconds, clock.Latest));
    }

    [Fact]
    public async Task Move_BySecondsOrToATime_MovesItForEverybody()
    {
        var start = _scene.Server.Time.GetUtcNow();

        var by = await MoveAsync(Day);
        var to = await _bank.Client.Sandbox.MoveClockAsync(new() { To = start.AddDays(3) });

        Assert.Equal((start.AddDays(1), Day), (by.Now, by.AheadSeconds));
        Assert.Equal((start.AddDays(3), 3 * Day), (to.Now, to.AheadSeconds));
        Assert.Equal(to, await _scene.Anybody.Sandbox.GetClockAsync());
        Assert.Equal(start, _scene.Server.Time.GetUtcNow());
    }

    [Fact]
    public async Task Move_AgainUnderTheSameKey_MovesItOnce()
    {
        var options = new RequestOptions { IdempotencyKey = "once" };

        await _bank.Client.Sandbox.MoveClockAsync(new() { Seconds = Day }, options);
        await _bank.Client.Sandbox.MoveClockAsync(new() { Seconds = Day }, options);

        Assert.Equal(Day, (await _scene.Anybody.Sandbox.GetClockAsync()).AheadSeconds);
    }

    [Fact]
    public async Task Move_ByManyAtOnce_AddsUp()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MoveAsync(Day)));

        Assert.Equal(8 * Day, (await _scene.Anybody.Sandbox.GetClockAsync()).AheadSeconds);
    }

    [Fact]
    public async Task Move_BackOrToWhereItIs_IsRefused()
    {
        await MoveAsync(2 * Day);

        foreach (var days in new[] { -1, 0, 1, 2 })
        {
            Assert.Equal("clock_not_forward", await RefusedAsync(new() { To = _scene.Server.Time.GetUtcNow().AddDays(days) }));
        }

        Assert.Equal(2 * Day, (await _scene.Anybody.Sandbox.GetClockAsync()).AheadSeconds);
    }

    [Fact]
    public async Task Move_MoreThanAYearAhead_IsRefused()
    {
        Assert.Equal("clock_too_far", await RefusedAsync(new() { To = _scene.Server.Time.GetUtcNow().AddDays(366).AddSeconds(1) }));
        await MoveAsync(366 * Day);
        Assert.Equal("clock_too_far", await RefusedAsync(new() { Seconds = 1 }));
        Assert.Equal("clock_too_far", await RefusedAsync(new() { To = DateTimeOffset.MaxValue }));
    }

    [Theory]
    [InlineData(null, false, "seconds")]
    [InlineData(1L, true, "seconds")]
    [InlineData(0L, false, "seconds")]
    [InlineData(-1L, false, "seconds")]
    [InlineData(long.MaxValue, false, "seconds")]
    [InlineData(0L, true, "seconds seconds")]
    public async Task Move_WithWrongFields_NamesEveryOne(long? seconds, bool to, string fields)
    {
        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => _bank.Client.Sandbox.MoveClockAsync(
            new() { Seconds = seconds, To = to ? _scene.Server.Time.GetUtcNow().AddDays(1) : null }));

        Assert.Equal(("invalid_request", fields), (e.Code, string.Join(' ', e.Errors.Select(f => f.Field))));
    }

    [Fact]
    public async Task Move_PastTheLastDay_HasAVoucherExpiredAndToldAboutInAMoment()
    {
        var voucher = await _scene.ClaimAsync(_bank, _bank.Partner.Batches[0], SandboxPersons.Eligible);

        await MoveAsync(31 * Day);
        await Wait.UntilAsync(async () =>
        {
            await MoveAsync(2);
            return (await _bank.Client.Channel.GetFeedAsync()).Items.Any(e => e.Type == FeedEventType.VoucherExpired && e.Voucher?.Code == voucher.Code);
        });
    }

    [Fact]
    public async Task Move_PastTheWindow_HasARedemptionFinal()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        var (first, second) = (school.Partner.Vouchers[0].Voucher, school.Partner.Vouchers[1].Voucher);
        await school.Client.Institution.RedeemAsync(_scene.Redeeming(first, SandboxPersons.Holder));
        await school.Client.Institution.RedeemAsync(_scene.Redeeming(second, SandboxPersons.SecondHolder));
        await school.Client.Institution.ReverseAsync(new() { Code = first.Code, Reason = "why" });

        await MoveAsync(2 * Day);

        Assert.Equal("reversal_window_over", await Scenario.RefusedAsync(() => school.Client.Institution.ReverseAsync(new() { Code = second.Code, Reason = "why" })));
    }

    [Fact]
    public async Task Move_ByAYear_LocksNobodyOut()
    {
        await MoveAsync(365 * Day);

        Assert.NotNull(await (await _scene.JoinAsync(ClientKind.Channel)).Client.Channel.ListClaimableAsync());
        Assert.NotNull(await _bank.Client.Channel.GetFeedAsync());
    }

    [Fact]
    public async Task Clock_AfterTheServerIsStartedAgain_IsWhereItWas()
    {
        await MoveAsync(5 * Day);
        await _scene.Server.StopAsync();

        var again = ServerHost.BuildAsync(_scene.Server.Database.Options(_scene.Server.Time), ["--urls", "http://127.0.0.1:0", "--TrainingVoucher:PartnerSandbox", "true", "--Logging:LogLevel:Default", "None"]);
        await using var app = await again;
        await app.StartAsync();
        using var client = new TrainingVoucherClient(new() { BaseAddress = new Uri(app.Urls.Single() + "/sandbox"), MaxRetries = 20, RetryDelay = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(5 * Day, (await client.Sandbox.GetClockAsync()).AheadSeconds);
        await app.StopAsync();
    }

    private Task<SandboxClock> MoveAsync(long seconds) => _bank.Client.Sandbox.MoveClockAsync(new() { Seconds = seconds });

    private Task<string> RefusedAsync(MoveSandboxClockRequest request) => Scenario.RefusedAsync(() => _bank.Client.Sandbox.MoveClockAsync(request));
}
