using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server;

/// <summary>Runs the sweeps from time to time. Nothing depends on when: by rule everything holds without them.</summary>
internal sealed partial class Sweeper(IStore store, TimeProvider time, TimeSpan interval, ILogger<Sweeper> log) : BackgroundService
{
    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
    }

    /// <summary>Sweeps until nothing is left to record.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await DrainAsync(session => VoucherSweep.ExpireAsync(session, now, AtOnce), cancellation);
        await DrainAsync(session => VoucherSweep.CloseAsync(session, now, AtOnce), cancellation);
        VoucherRow? after = null;
        do
        {
            var from = after;
            after = await store.ChangeAsync(session => VoucherSweep.EndAsync(session, from, now, AtOnce), cancellation);
        }
        while (after is not null);
        await store.ChangeAsync(session => Idempotency.ForgetAsync(session, now), cancellation);
    }

    private async Task DrainAsync(Func<Session, Task<int>> sweep, CancellationToken cancellation)
    {
        while (await store.ChangeAsync(sweep, cancellation) == AtOnce)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A sweep failed; the next one tries again.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
