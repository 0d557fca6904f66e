using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace ConformanceDriver;

/// <summary>Receives webhooks on a free port of this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private (WebhookVerifier Verifier, Ledger Ledger) current;

    private Receiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = WebhookVerifier.MaxBody;
        });
        app = builder.Build();
        app.Run(ReceiveAsync);
    }

    public Uri Url => new(app.Urls.Single());

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>From now on these secrets count, and no others.</summary>
    public void Listen(Ledger ledger, IEnumerable<string> secrets) => current = (new WebhookVerifier(TimeProvider.System, secrets.Select(WebhookSecret.Parse)), ledger);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (verifier, ledger) = current;
        if (!verifier.Verify(body.ToArray(), name => context.Request.Headers[name]).IsAccepted)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // A test has no event.
        if (WebhookMessage.Parse(body.ToArray()).Data is { } told)
        {
            ledger.Handle(told.Number);
        }
    }
}
