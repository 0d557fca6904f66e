using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

public sealed class RetryTests
{
    private readonly TestClock clock = new();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Change_ServerFailsTwice_SameKeyAndBytesAreSentAgain(int status)
    {
        var server = new StubServer((_, n) => n <= 2 ? StubServer.Status(status) : StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        var voucher = await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(VoucherState.Claimed, voucher.State);
        Assert.Equal(3, server.Calls.Count);
        Assert.Single(server.Calls.Select(c => c.Key).Distinct(StringComparer.Ordinal));
        Assert.Single(server.Calls.Select(c => c.Text).Distinct(StringComparer.Ordinal));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", server.Calls[0].Key);
        Assert.Contains("secret-assertion", server.Calls[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, clock.Waits.Count);
    }

    [Fact]
    public async Task Change_NetworkFailsOnce_IsRepeated()
    {
        var server = new StubServer((_, n) => n == 1 ? throw new HttpRequestException("down") : StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task Change_NetworkStaysDown_IsUnreachableWithTheKeyToGoOnWith()
    {
        var server = new StubServer(() => throw new HttpRequestException("down"));
        using var client = Sample.Client(server, clock);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal((TrainingVoucherException.Unreachable, 0), (e.Code, e.Status));
        Assert.Equal(5, server.Calls.Count);
        Assert.Equal(server.Calls[0].Key, e.IdempotencyKey);
        Assert.True(e.IsOutcomeUnknown);
        Assert.Equal(("无法连接服务器。", "Check the network and try again."), (e.Sentence.Zh, e.Next.En));
    }

    [Fact]
    public async Task Change_TwoCalls_HaveTwoKeys()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);
        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.NotEqual(server.Calls[0].Key, server.Calls[1].Key, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Change_KeyGiven_IsUsed()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim, new RequestOptions { IdempotencyKey = "order-4711" });

        Assert.Equal("order-4711", server.Calls[0].Key);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Channel.ClaimAsync(Sample.Claim, new RequestOptions { IdempotencyKey = "not usable" }));
    }

    [Fact]
    public async Task RetryAfter_InSeconds_IsWaitedFor()
    {
        var server = new StubServer((_, n) => n == 1 ? StubServer.Status(429, "17") : StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal([TimeSpan.FromSeconds(17)], clock.Waits);
    }

    [Fact]
    public async Task RetryAfter_AsDate_IsWaitedFor()
    {
        var server = new StubServer((_, n) => n == 1 ? StubServer.Status(503, "Sun, 01 Mar 2026 00:00:20 GMT") : StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal([TimeSpan.FromSeconds(20)], clock.Waits);
    }

    [Fact]
    public async Task RetryAfter_LongerThanAllowed_FailsAtOnceAndSaysHowLong()
    {
        var server = new StubServer(() => StubServer.Status(503, "3600"));
        using var client = Sample.Client(server, clock);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal((503, "unavailable", TimeSpan.FromHours(1)), (e.Status, e.Code, e.RetryAfter));
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Change_Refused_IsNotRepeated(int status)
    {
        var server = new StubServer(() => StubServer.Problem(status, "sold_out"));
        using var client = Sample.Client(server, clock);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Query_ServerError_IsNotRepeatedAndCarriesNoKey()
    {
        var server = new StubServer(() => StubServer.Status(500));
        using var client = Sample.Client(server, clock);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Institution.CheckAsync(new CheckVoucherRequest("T0")));

        Assert.Null(Assert.Single(server.Calls).Key);
    }

    [Fact]
    public async Task Change_WithoutRetries_IsSentOnce()
    {
        var server = new StubServer(() => StubServer.Status(503));
        var options = Sample.Options(server, clock);
        options.MaxRetries = 0;
        using var client = new TrainingVoucherClient(options);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Attempt_TakesTooLong_IsRepeated()
    {
        var server = new StubServer(async (_, n, ct) =>
        {
            await Task.Delay(n == 1 ? Timeout.Infinite : 0, ct);
            return StubServer.Json("""{"manifest":"AA=="}""");
        });
        var options = Sample.Options(server, TimeProvider.System);
        (options.AttemptTimeout, options.RetryDelay) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1));
        using var client = new TrainingVoucherClient(options);

        await client.Public.GetKeySetAsync();

        Assert.True(server.Calls.Count >= 2);
    }

    [Fact]
    public async Task Attempt_AlwaysTakesTooLong_IsTimedOut()
    {
        var server = new StubServer(async (_, _, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return StubServer.Status(200);
        });
        var options = Sample.Options(server, TimeProvider.System);
        (options.AttemptTimeout, options.MaxRetries) = (TimeSpan.FromMinutes(1), 0);
        using var client = new TrainingVoucherClient(options);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(
            () => client.Public.GetKeySetAsync(new RequestOptions { AttemptTimeout = TimeSpan.FromMilliseconds(20) }));

        Assert.Equal((TrainingVoucherException.TimedOut, 0), (e.Code, e.Status));
    }

    [Fact]
    public async Task Call_Cancelled_IsCancelledAndNotRepeated()
    {
        using var stop = new CancellationTokenSource();
        var server = new StubServer(async (_, _, ct) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, ct);
            return StubServer.Json(Sample.VoucherJson);
        });
        using var client = Sample.Client(server, clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Channel.ClaimAsync(Sample.Claim, ct: stop.Token));

        Assert.Single(server.Calls);
    }
}
