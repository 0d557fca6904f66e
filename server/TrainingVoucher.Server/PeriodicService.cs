namespace TrainingVoucher.Server;

/// <summary>Does something from time to time until the server stops. A fault is logged, and the next run tries again.</summary>
internal abstract partial class PeriodicService(TimeProvider time, TimeSpan interval, ILogger log) : BackgroundService
{
    protected TimeProvider Time => time;

    protected abstract Task RunAsync(CancellationToken stopping);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, GetType().Name, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service} failed; the next run tries again.")]
    private static partial void Failed(ILogger logger, string service, Exception exception);
}
