using System.Net;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Sandbox;

namespace TrainingVoucher.Server;

/// <summary>Keeps the sandbox of a server: starts it, sets it up anew when somebody asked for that, and tries again when something is wrong with it.</summary>
internal sealed partial class SandboxService(ServerOptions options, SandboxGate gate, IHostApplicationLifetime lifetime, ILoggerFactory logs, ILogger<SandboxService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly CallLimits<IPAddress> visitors = ServerHost.Visitors(options);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What follows is not to keep the server from starting.
        await Task.Yield();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var mine = Mine();
                while (await RunAsync(stopping.Token) == SandboxEnd.Reset)
                {
                    TownFile.Remove(SandboxStage.DirectoryOf(options.DataDirectory));
                }
            }
            catch (Exception e)
            {
                if (!stopping.IsCancellationRequested)
                {
                    Failed(log, e);
                }
            }

            gate.Refuse(ErrorCodes.SandboxUnavailable);
            await Task.Delay(Pause, options.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SandboxEnd> RunAsync(CancellationToken stopping)
    {
        await using var sandbox = await InnerSandbox.StartAsync(options, new SandboxStage(options.Time, visitors), logs, stopping);
        return await gate.RunAsync(sandbox.Server, sandbox.Leave, sandbox.Clock.Show(), stopping);
    }

    /// <summary>A file that keeps other processes out of the sandbox of this data directory; it outlasts a reset.</summary>
    private FileStream Mine() => new(SandboxStage.DirectoryOf(options.DataDirectory) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "There is no sandbox now; the server itself is not concerned. It is tried again in 30 seconds.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
