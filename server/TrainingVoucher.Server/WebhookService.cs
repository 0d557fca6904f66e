using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server;

/// <summary>Looks from time to time for webhooks to send.</summary>
internal sealed partial class WebhookService(WebhookCourier courier, TimeProvider time, TimeSpan interval, ILogger<WebhookService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
            }
        }
        finally
        {
            await courier.RestAsync();
        }
    }

    private async Task RoundAsync(CancellationToken stopping)
    {
        try
        {
            await courier.RoundAsync(stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be looked for; the next round tries again.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
