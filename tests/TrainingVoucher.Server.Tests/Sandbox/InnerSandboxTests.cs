using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Server.Sandbox;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Sandbox;

public sealed class InnerSandboxTests
{
    [Fact]
    public async Task Dispose_LeavesNothingInMemory()
    {
        await using var database = await TestDatabase.CreateAsync(migrated: false);
        var gone = await RunAsync(database.Options());

        await Wait.UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !gone.IsAlive;
        });
    }

    /// <summary>A sandbox that has shown a page and ended.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAsync(ServerOptions options)
    {
        await using var sandbox = await InnerSandbox.StartAsync(options, new SandboxStage(TimeProvider.System, ServerHost.Visitors(options)), NullLoggerFactory.Instance, CancellationToken.None);
        var address = new Uri("http://127.0.0.1/sandbox");
        using var http = new HttpClient(new InnerLine(sandbox.Server, address));

        Assert.Contains("/sandbox/verify", await http.GetStringAsync(new Uri(address + "/verify")), StringComparison.Ordinal);
        return new WeakReference(sandbox.Services);
    }
}
