using Microsoft.AspNetCore.Builder;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Testing;

/// <summary>The server itself: its application, and the directory that goes with it.</summary>
internal sealed class LocalServer(DirectoryInfo data, WebApplication app, AdminInitResult admin, MovableClock time, string region) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    public DirectoryInfo Data => data;

    public AdminInitResult Admin => admin;

    public MovableClock Time => time;

    public string Region => region;

    public static async Task<LocalServer> StartAsync(MovableClock time, string region, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("training-voucher-testing-");
        WebApplication? app = null;
        try
        {
            var options = new ServerOptions { DataDirectory = data.FullName, Sandbox = true, Time = time, SweepInterval = TimeSpan.FromSeconds(1) };
            // What is under test listens here.
            options.WebhookNetworks.Add("127.0.0.0/8");
            options.WebhookNetworks.Add("::1/128");
            var admin = await ServerHost.InitAsync(options, new AdminInitOptions(data.FullName, region, new LocalText("样例人社局", "Example HRSS"), "王样例"), ct).ConfigureAwait(false);
            app = await ServerHost.BuildAloneAsync(options, ct).ConfigureAwait(false);
            await app.StartAsync(ct).ConfigureAwait(false);
            return new LocalServer(data, app, admin, time, region);
        }
        catch
        {
            await RemoveAsync(app, data).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync().ConfigureAwait(false);
        await RemoveAsync(app, data).ConfigureAwait(false);
    }

    private static async ValueTask RemoveAsync(WebApplication? app, DirectoryInfo data)
    {
        if (app is not null)
        {
            await app.DisposeAsync().ConfigureAwait(false);
        }

        data.Delete(recursive: true);
    }
}
