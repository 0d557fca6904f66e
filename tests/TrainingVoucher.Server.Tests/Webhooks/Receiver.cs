using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Webhooks;

/// <summary>A webhook as it arrived.</summary>
internal sealed record Arrived(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Id => Headers.GetValueOrDefault(WebhookHeaders.Id);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A partner's receiver on a port of loopback, which answers as a test tells it to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrived> _arrived = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>How it answers; 204 unless it is told otherwise.</summary>
    public Func<Arrived, HttpContext, Task> Answer { get; set; } = (_, context) =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public IReadOnlyList<Arrived> Arrived => [.. _arrived];

    public string Url => _app.Urls.Single() + "/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public void AnswerWith(int status, string? location = null) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>Breaks every connection without an answer, as one that is down.</summary>
    public void BreakOff() => Answer = (_, context) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var arrived = new Arrived(context.Request.Path, body.ToArray(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _arrived.Enqueue(arrived);
        await Answer(arrived, context);
    }
}
