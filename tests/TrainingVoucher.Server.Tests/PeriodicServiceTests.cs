using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace TrainingVoucher.Server.Tests;

public sealed class PeriodicServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Service_WhoseRunsFail_RunsAgainUntilItIsStopped()
    {
        var (time, runs) = (new FakeTimeProvider(), 0);
        using var log = new CapturedLog();
        using var service = new Failing(time, log, () => ++runs switch
        {
            1 => new InvalidOperationException("first"),
            2 => new OperationCanceledException("of something else"),
            _ => null,
        });
        await service.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() =>
        {
            time.Advance(Interval);
            return runs >= 3;
        });

        Assert.False(service.ExecuteTask!.IsCompleted);
        Assert.Contains("Failing failed; the next run tries again. System.InvalidOperationException: first", log.Text, StringComparison.Ordinal);
        Assert.Contains("of something else", log.Text, StringComparison.Ordinal);
        await service.StopAsync(CancellationToken.None);
        Assert.True(service.ExecuteTask.IsCompleted);
    }

    private sealed class Failing(TimeProvider time, ILogger log, Func<Exception?> run) : PeriodicService(time, Interval, log)
    {
        protected override Task RunAsync(CancellationToken stopping) => run() is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }
}
