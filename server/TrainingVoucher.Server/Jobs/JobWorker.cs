namespace TrainingVoucher.Server.Jobs;

/// <summary>Looks for jobs from time to time and works them off. Of several processes each takes other jobs.</summary>
internal sealed partial class JobWorker(JobRunner runner, TimeProvider time, TimeSpan interval, ILogger<JobWorker> log) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await runner.ReleaseAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await runner.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Jobs could not be looked for; the next time tries again.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
