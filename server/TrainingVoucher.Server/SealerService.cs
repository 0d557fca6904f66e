using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server;

/// <summary>Seals the journal from time to time.</summary>
internal sealed class SealerService(Sealer sealer, TimeProvider time, TimeSpan interval, ServerMetrics metrics, ILogger<SealerService> log) : PeriodicService(time, interval, log)
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var started = Time.GetUtcNow();
        metrics.WatchSealer(() => sealer.Lag.Rows, () => Time.GetUtcNow() - (sealer.Lag.CompletedAt ?? started), () => sealer.Lag.Size);
        return base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stopping) => sealer.SealAsync(stopping);
}
