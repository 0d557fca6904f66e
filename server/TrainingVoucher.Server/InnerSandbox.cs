using TrainingVoucher.Server.Sandbox;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server;

/// <summary>The sandbox of a server while it runs: a whole server within it, on files of its own.</summary>
internal sealed class InnerSandbox : IAsyncDisposable
{
    private const string Sound = "PRAGMA quick_check(1)";

    // Nobody looks it up: who calls straight has to call somewhere.
    private const string Nowhere = "http://127.0.0.1";

    private readonly WebApplication app;
    private readonly SandboxStage stage;

    private InnerSandbox(WebApplication app, InnerServer server, SandboxStage stage) => (this.app, Server, this.stage) = (app, server, stage);

    public InnerServer Server { get; }

    public IServiceProvider Services => app.Services;

    public ClockMoves Clock => app.Services.GetRequiredService<ClockMoves>();

    /// <summary>Starts the sandbox of a data directory; sets it up when that was never done to the end.</summary>
    public static async Task<InnerSandbox> StartAsync(ServerOptions outer, SandboxStage stage, ILoggerFactory logs, CancellationToken cancellation)
    {
        var options = outer.ForSandbox(stage);
        if (TownFile.Read(options.DataDirectory) is null)
        {
            TownFile.Remove(options.DataDirectory);
        }

        var server = new InnerServer();
        var sandbox = new InnerSandbox(await ServerHost.BuildInnerAsync(options, server, logs, cancellation), server, stage);
        try
        {
            await sandbox.OpenAsync(options, cancellation);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets those go who only wait.</summary>
    public void Leave() => app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        stage.Town?.Dispose();
    }

    private async Task OpenAsync(ServerOptions options, CancellationToken cancellation)
    {
        var store = app.Services.GetRequiredService<IStore>();
        await RequireSoundAsync(store, cancellation);
        await Clock.FollowAsync();
        await app.StartAsync(cancellation);
        var address = new Uri(options.Issuer ?? Nowhere + SandboxStage.Path);
        var line = new TownLine(new InnerLine(Server, address), address, stage.OutsideTime);
        stage.Town = await SandboxTown.OpenAsync(options.DataDirectory, store, stage.Clock, line, cancellation);
    }

    private static async Task RequireSoundAsync(IStore store, CancellationToken cancellation)
    {
        var found = await store.ReadAsync(session => session.SingleAsync<string>(Sound), cancellation);
        if (found != "ok")
        {
            throw new InvalidDataException($"The database of the sandbox is damaged: {found}");
        }
    }
}
