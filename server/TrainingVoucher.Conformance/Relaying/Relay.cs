using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>
/// Stands between the program under test and the server, on a free port of this machine: hands on what comes, notes it, and does to it what
/// the case has ordered. The server is asked under the address of the relay, so that assertions for that address hold.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    public const string TokenPath = "/oauth2/token";

    private static readonly HashSet<string> OfOneConnection =
        new(["Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Date", "Host", "Keep-Alive", "Retry-After", "Server", "TE", "Trailer", "Transfer-Encoding", "Upgrade"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
    private readonly Uri server;
    private readonly TimeProvider time;
    private readonly WebApplication app;

    private Relay(Uri server, TimeProvider time)
    {
        (this.server, this.time) = (server, time);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>The case that runs.</summary>
    public Script Script { get; set; } = new();

    public static async Task<Relay> StartAsync(Uri server, TimeProvider time, CancellationToken ct)
    {
        var relay = new Relay(server, time);
        await relay.app.StartAsync(ct);
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        // Who still waits for an answer waits in vain.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var read = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(read, context.RequestAborted);
            var body = read.ToArray();
            var (seen, fault) = Script.Take(context.Request, body);
            var exchange = new Exchange(context, body, seen, ForwardAsync, time);
            await (fault is null ? exchange.AnswerAsync(await exchange.ForwardAsync()) : fault.Act(exchange));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private async Task<Reply> ForwardAsync(HttpContext context, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(server, context.Request.Path + context.Request.QueryString.Value));
        message.Headers.Host = context.Request.Host.Value;
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => !OfOneConnection.Contains(header.Key)))
        {
            message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var answer = await http.SendAsync(message, CancellationToken.None);
        var headers = answer.Headers.Where(header => !OfOneConnection.Contains(header.Key)).Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value]).ToString()));
        return new Reply((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(CancellationToken.None))
        {
            Headers = [.. headers], RetryAfter = (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds,
        };
    }
}
