using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Webhooks;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Webhooks;

/// <summary>A bank whose events go to a receiver in this process. The tests seal and send.</summary>
public abstract class WebhookScene : IAsyncLifetime
{
    internal WebhookSecret Secret { get; } = WebhookSecret.New();

    internal Scenario S { get; private set; } = null!;

    internal Receiver Receiver { get; private set; } = null!;

    internal WebhookCourier Courier => S.Server.Services.GetRequiredService<WebhookCourier>();

    public async Task InitializeAsync()
    {
        S = await Scenario.StartAsync(configure: options => options.WebhookNetworks.Add("127.0.0.0/8"));
        Receiver = await Receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await S.DisposeAsync();
    }

    internal Task<WebhookEndpoint> RegisterAsync(long? after = null, IReadOnlyList<FeedEventType>? types = null) =>
        S.Bank.Webhooks.CreateEndpointAsync(new() { Url = Receiver.Url, Secret = Secret.Reveal(), After = after, Types = types });

    internal async Task<WebhookEndpoint> EndpointAsync() => (await S.Bank.Webhooks.ListEndpointsAsync()).Items.Single();

    internal async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookEndpoint endpoint) => (await S.Bank.Webhooks.ListDeliveriesAsync(endpoint.Id)).Items;

    /// <summary>One event for the batch, and one for each voucher claimed from it.</summary>
    internal async Task<IReadOnlyList<Voucher>> ClaimAsync(int count) => await S.ClaimManyAsync(await S.ReleaseAsync(Scenario.FaceValue(), 50), count);

    internal async Task SendAsync()
    {
        await SealAsync();
        await Courier.RoundAsync(CancellationToken.None);
        await Courier.RestAsync();
    }

    internal Task SealAsync() => S.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);

    internal IEnumerable<long> Numbers => Receiver.Arrived.Select(a => Read(a).Data!.Number).Order();

    internal WebhookMessage Read(Arrived arrived)
    {
        Assert.True(IsSigned(arrived, Secret));
        return WebhookMessage.Parse(arrived.Body);
    }

    internal bool IsSigned(Arrived arrived, WebhookSecret secret) =>
        new WebhookVerifier(S.Server.Time, secret).Verify(arrived.Body, arrived.Header) is { IsAccepted: true } verdict && verdict.Id == arrived.Id;
}
