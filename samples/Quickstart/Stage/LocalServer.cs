using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server;
using TrainingVoucher.Server.Partners;

namespace Quickstart.Stage;

/// <summary>
/// The real server, in this process, on a free port of this machine and a fresh SQLite file that goes when it stops.
/// Everything in the story reaches it over HTTP, through the SDK.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly WebApplication _app;

    private LocalServer(DirectoryInfo data, WebApplication app, AdminInitResult admin) => (_data, _app, Admin) = (data, app, admin);

    /// <summary>What <c>admin init</c> gave: ids, and the files with the keys.</summary>
    public AdminInitResult Admin { get; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<LocalServer> StartAsync(TimeProvider clock, string? postgres)
    {
        var data = Directory.CreateTempSubdirectory("training-voucher-quickstart-");
        var authority = new LocalText("杭州市人力资源和社会保障局", "Hangzhou Human Resources and Social Security Bureau");

        // The sandbox stands in for the identity provider that authenticates holders by face, PIN or card.
        var options = new ServerOptions { DataDirectory = data.FullName, Postgres = postgres, Sandbox = true, Time = clock };
        var admin = await ServerHost.InitAsync(options, new AdminInitOptions(data.FullName, City.Region, authority, "王样例"));
        var app = await ServerHost.BuildAsync(options, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        return new LocalServer(data, app, admin);
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
