using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server;

/// <summary>Seals the journal from time to time.</summary>
internal sealed partial class SealerService(Sealer sealer, TimeProvider time, TimeSpan interval, ServerMetrics metrics, ILogger<SealerService> log) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        metrics.WatchSealer(() => sealer.Lag.Rows, () => time.GetUtcNow() - (sealer.Lag.CompletedAt ?? started), () => sealer.Lag.Size);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sealer.SealAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sealing failed; the next run tries again.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
