using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;
using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server;

/// <summary>Runs the sweeps from time to time. Nothing depends on when: by rule everything holds without them.</summary>
/// <remarks>Each sweep goes by the chunk and finds by itself what is left to do, so that one that ends in the middle needs no memory of it.</remarks>
internal sealed class Sweeper(IStore store, TimeProvider time, TimeSpan interval, ServerMetrics metrics, ILogger<Sweeper> log, int atOnce = 200) : PeriodicService(time, interval, log)
{
    /// <summary>Sweeps until nothing is left to record.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        await DrainAsync("expired", session => VoucherSweep.ExpireAsync(session, now, atOnce), cancellation);
        await DrainAsync("closed", session => VoucherSweep.CloseAsync(session, now, atOnce), cancellation);
        await DrainAsync("ended", session => VoucherSweep.EndAsync(session, now, atOnce), cancellation);
        metrics.Swept("registrations", await store.ChangeAsync(session => RegistrationRows.ExpireAsync(session, now), cancellation));
        metrics.Swept("forgotten", await store.ChangeAsync(session => Idempotency.ForgetAsync(session, now), cancellation));
        await DrainAsync("webhooks", session => DeliveryRows.ForgetAsync(session, now, atOnce), cancellation);
        metrics.Swept("endpoints", await store.ChangeAsync(session => EndpointRows.ForgetAsync(session, now), cancellation));
    }

    private async Task DrainAsync(string what, Func<Session, Task<Swept>> sweep, CancellationToken cancellation)
    {
        Swept swept;
        do
        {
            swept = await store.ChangeAsync(sweep, cancellation);
            metrics.Swept(what, swept.Recorded);
        }
        while (swept.Looked == atOnce);
    }

    protected override Task RunAsync(CancellationToken stopping) => SweepAsync(stopping);
}
