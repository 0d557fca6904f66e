using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>A reset leaves nothing of what was there, and cuts nobody off without a word.</summary>
public sealed class SandboxResetTests : IAsyncLifetime
{
    private SandboxScene _scene = null!;
    private Joined _bank = null!;

    public async Task InitializeAsync()
    {
        _scene = await SandboxScene.StartAsync();
        _bank = await _scene.JoinAsync(ClientKind.Channel);
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Reset_ByAPartner_StartsAnewAtTheRealTime()
    {
        await _bank.Client.Sandbox.MoveClockAsync(new() { Seconds = 1_000_000 });
        _scene.Server.Time.Advance(TimeSpan.FromMinutes(5));
        var before = await _scene.Anybody.Sandbox.GetClockAsync();

        var clock = await _bank.Client.Sandbox.ResetAsync();

        Assert.Equal((_scene.Server.Time.GetUtcNow(), 0), (clock.Now, clock.AheadSeconds));
        Assert.NotEqual(before.SeededAt, clock.SeededAt);
        Assert.Equal(clock, await _scene.Anybody.Sandbox.GetClockAsync());
        Assert.NotEmpty((await (await _scene.JoinAsync(ClientKind.Channel)).Client.Channel.ListClaimableAsync()).Items);
    }

    [Fact]
    public async Task Reset_OldTokensAndSystems_AreRefused()
    {
        var token = await _bank.Client.Public.GetAccessTokenAsync();
        await _bank.Client.Sandbox.ResetAsync();

        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(_scene.Address, "v1/claimable"));
        message.Headers.Authorization = new("Bearer", token);
        using var answer = await _scene.Server.Http.SendAsync(message);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);

        var again = _scene.Connect(new() { ClientId = _bank.Partner.ClientId, KeyId = _bank.Partner.KeyId, PrivateKey = _bank.Key });
        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => again.Channel.ListClaimableAsync()));
    }

    [Fact]
    public async Task Reset_OldVouchersAndKeys_AreNoneOfTheNewOnes()
    {
        var voucher = _bank.Partner.Vouchers[0].Voucher;
        var keys = (await _scene.Anybody.Public.GetKeySetAsync()).Manifest;
        await _bank.Client.Sandbox.ResetAsync();
        var school = await _scene.JoinAsync(ClientKind.Institution);

        Assert.NotEqual(_bank.Partner.TrustedRoots, school.Partner.TrustedRoots);
        Assert.NotEqual(keys, (await _scene.Anybody.Public.GetKeySetAsync()).Manifest);
        Assert.Equal("unknown_code", (await school.Client.Institution.CheckAsync(new(voucher.Code))).Code);
        Assert.Equal("token_signature", (await school.Client.Institution.CheckAsync(new(voucher.Token!))).Code);
        Assert.Empty((await school.Client.Institution.ListRedemptionsAsync()).Items);
    }

    [Fact]
    public async Task Reset_OfTheSameKey_LetsItJoinAgain()
    {
        await _bank.Client.Sandbox.ResetAsync();

        Assert.StartsWith("cli_", (await _scene.Anybody.Sandbox.JoinAsync(SandboxScene.Request(ClientKind.Channel, _bank.Key))).ClientId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_WhileOthersWait_AnswersThem()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        var slice = await school.Client.Institution.GetFeedAsync();
        var waiting = school.Client.Institution.GetFeedAsync(new() { After = slice.Last, Wait = 30 });
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);

        await _bank.Client.Sandbox.ResetAsync();

        Assert.Empty((await waiting).Items);
    }

    [Fact]
    public async Task Reset_WhileACallCannotEnd_InterruptsItWithARefusal()
    {
        var address = new Uri(_scene.Server.Address);
        using var slow = new TcpClient(address.Host, address.Port);
        var head = $"POST /sandbox/v1/vouchers/claim HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {await _bank.Client.Public.GetAccessTokenAsync()}\r\nIdempotency-Key: slow\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{";
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await Task.Delay(TimeSpan.FromSeconds(1));

        await _bank.Client.Sandbox.ResetAsync();

        using var reader = new StreamReader(slow.GetStream());
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"sandbox_resetting\"", answer, StringComparison.Ordinal);
        Assert.Contains($"{SandboxMark.Header}: true", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_UnderLoad_AnswersEveryCall()
    {
        var told = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallAsync(told, enough.Token))).ToList();
        await Wait.UntilAsync(() => told.ContainsKey("ok"));

        await _bank.Client.Sandbox.ResetAsync();
        await Wait.UntilAsync(() => told.ContainsKey("unauthenticated"));
        await enough.CancelAsync();
        await Task.WhenAll(callers);

        Assert.Subset(new HashSet<string>(["ok", "unauthenticated", "sandbox_resetting"], StringComparer.Ordinal), told.Keys.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reset_ByTwoAtOnce_IsAnsweredToBoth()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        await _bank.Client.Channel.ListClaimableAsync();
        await school.Client.Institution.ListRedemptionsAsync();

        var answers = await Task.WhenAll(TryAsync(() => _bank.Client.Sandbox.ResetAsync()), TryAsync(() => school.Client.Sandbox.ResetAsync()));

        Assert.Contains("ok", answers);
        Assert.All(answers, a => Assert.True(a is "ok" or "sandbox_resetting" or "unauthenticated", a));
        await _scene.OpenedAsync();
    }

    private async Task CallAsync(ConcurrentDictionary<string, int> told, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            told[await TryAsync(() => _bank.Client.Channel.ListClaimableAsync())] = 1;
        }
    }

    private static async Task<string> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "ok";
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }
}
