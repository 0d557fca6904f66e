using TrainingVoucher.Server.Jobs;

namespace TrainingVoucher.Server;

/// <summary>Looks for jobs from time to time and works them off. Of several processes each takes other jobs.</summary>
internal sealed class JobWorker(JobRunner runner, TimeProvider time, TimeSpan interval, ILogger<JobWorker> log) : PeriodicService(time, interval, log)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await runner.ReleaseAsync();
    }

    protected override Task RunAsync(CancellationToken stopping) => runner.RunAsync(stopping);
}
