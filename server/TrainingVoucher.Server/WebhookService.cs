using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server;

/// <summary>Looks from time to time for webhooks to send.</summary>
internal sealed class WebhookService(WebhookCourier courier, TimeProvider time, TimeSpan interval, ILogger<WebhookService> log) : PeriodicService(time, interval, log)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await courier.RestAsync();
    }

    protected override Task RunAsync(CancellationToken stopping) => courier.RoundAsync(stopping);
}
