using System.Net;
using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Webhooks;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>Whatever a sandbox says, it says that it is one; a real server never does.</summary>
public sealed class SandboxMarkTests : IAsyncLifetime
{
    private static readonly (string Method, string Path, HttpStatusCode Status)[] Calls =
    [
        ("GET", "v1/sandbox/clock", HttpStatusCode.OK),
        ("GET", "v1/key-set", HttpStatusCode.OK),
        ("GET", "healthz", HttpStatusCode.OK),
        ("GET", "openapi/v1.json", HttpStatusCode.OK),
        ("GET", ".well-known/oauth-authorization-server", HttpStatusCode.OK),
        ("GET", "verify", HttpStatusCode.OK),
        ("POST", "verify", HttpStatusCode.RequestEntityTooLarge),
        ("POST", "oauth2/token", HttpStatusCode.BadRequest),
        ("POST", "v1/sandbox/partners", HttpStatusCode.BadRequest),
        ("GET", "v1/claimable", HttpStatusCode.Unauthorized),
        ("GET", "v1/nowhere", HttpStatusCode.NotFound),
        ("GET", "nowhere", HttpStatusCode.NotFound),
        ("GET", "", HttpStatusCode.Redirect),
        ("DELETE", "v1/key-set", HttpStatusCode.MethodNotAllowed),
    ];

    private SandboxScene _scene = null!;

    public async Task InitializeAsync() => _scene = await SandboxScene.StartAsync(o => o.WebhookNetworks.Add("127.0.0.0/8"));

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Answers_OfTheSandbox_AllHaveTheMark()
    {
        foreach (var (method, path, status) in Calls)
        {
            using var answer = await SendAsync(method, new Uri(_scene.Address, path));

            Assert.True(status == answer.StatusCode, $"{method} {path}: {answer.StatusCode}");
            Assert.True(answer.Headers.TryGetValues(SandboxMark.Header, out var values) && values.Single() == SandboxMark.Value, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Answers_OfTheRealServer_NeverHaveTheMark()
    {
        foreach (var (method, path, _) in Calls)
        {
            using var answer = await SendAsync(method, new Uri(new Uri(_scene.Server.Address + "/"), path));

            Assert.False(answer.Headers.Contains(SandboxMark.Header), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Sdk_ToldOfTheMark_TellsIt()
    {
        using var real = new TrainingVoucherClient(new() { BaseAddress = new Uri(_scene.Server.Address), MaxRetries = 0 });

        Assert.True(await _scene.Anybody.Sandbox.IsSandboxAsync());
        Assert.False(await real.Sandbox.IsSandboxAsync());
        Assert.True((await Assert.ThrowsAsync<TrainingVoucherException>(() => _scene.Anybody.Public.GetRegistrationStatusAsync("nobody"))).IsSandbox);
        Assert.False((await Assert.ThrowsAsync<TrainingVoucherException>(() => real.Public.GetRegistrationStatusAsync("nobody"))).IsSandbox);
        Assert.True((await Assert.ThrowsAsync<TrainingVoucherException>(() => Stranger().Channel.ListClaimableAsync())).IsSandbox);
    }

    [Fact]
    public async Task Tokens_OfTheSandbox_ShowItInTheirText()
    {
        var bank = await _scene.JoinAsync(ClientKind.Channel);

        Assert.All(bank.Partner.Vouchers, v => Assert.StartsWith("TV124TEST01", v.Voucher.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhooks_OfTheSandbox_HaveTheMarkAndTheRealTime()
    {
        await using var receiver = await Receiver.StartAsync();
        var (bank, secret) = (await _scene.JoinAsync(ClientKind.Channel), WebhookSecret.New());
        await bank.Client.Sandbox.MoveClockAsync(new() { Seconds = 1_000_000 });
        await bank.Client.Channel.Webhooks.CreateEndpointAsync(new() { Url = receiver.Url, Secret = secret.Reveal() });

        await _scene.ClaimAsync(bank, bank.Partner.Batches[0], SandboxPersons.Eligible);
        await Wait.UntilAsync(async () =>
        {
            await bank.Client.Sandbox.MoveClockAsync(new() { Seconds = 2 });
            return receiver.Arrived.Count > 0;
        });

        var webhook = receiver.Arrived[0];
        Assert.Equal(SandboxMark.Value, webhook.Header(SandboxMark.Header));
        Assert.True(new WebhookVerifier(_scene.Server.Time, secret).Verify(webhook.Body, webhook.Header).IsAccepted);
    }

    private TrainingVoucherClient Stranger() => _scene.Connect(new() { ClientId = "cli_0000000000001", KeyId = "key_0000000000001", PrivateKey = _scene.NewKey() });

    private static async Task<HttpResponseMessage> SendAsync(string method, Uri address)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), address);
        if (method == "POST")
        {
            message.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            message.Headers.Add("Idempotency-Key", "one");
        }

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await http.SendAsync(message);
    }
}
