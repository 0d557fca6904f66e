using System.Net;
using System.Security.Cryptography;
using ConformanceDriver;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TrainingVoucher.Client;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>Drivers as they are written in a hurry, each with one fault.</summary>
internal static class Careless
{
    public static IDriver Of(string fault) => fault switch
    {
        "none" => new InProcess(() => new Driver()),
        "new key at each retry" => Sending(new Handler((message, send) =>
        {
            if (message.Headers.Remove("Idempotency-Key"))
            {
                message.Headers.Add("Idempotency-Key", RandomNumberGenerator.GetHexString(16));
            }

            return send();
        })),
        "forgets its keys in a crash" => new InProcess(() =>
        {
            var life = RandomNumberGenerator.GetHexString(8);
            return new Driver(new Handler((message, send) =>
            {
                if (message.Headers.TryGetValues("Idempotency-Key", out var keys))
                {
                    var key = keys.Single();
                    message.Headers.Remove("Idempotency-Key");
                    message.Headers.Add("Idempotency-Key", $"{key}-{life}");
                }

                return send();
            }));
        }),
        "knocks on with a revoked key" => Sending(new Handler(async (_, send) =>
        {
            var answer = await send();
            for (var i = 0; i < 20 && answer.StatusCode == HttpStatusCode.Unauthorized; i++)
            {
                answer = await send();
            }

            return answer;
        })),
        "retries a refusal" => Sending(new Handler(async (_, send) => await send() is var answer && answer.StatusCode == HttpStatusCode.Conflict ? await send() : answer)),
        "ignores Retry-After" => Sending(new Handler(async (_, send) =>
        {
            var answer = await send();
            answer.Headers.RetryAfter = null;
            return answer;
        })),
        "breaks on unknown values" => Sending(new Handler(async (_, send) =>
        {
            var answer = await send();
            await answer.Content.LoadIntoBufferAsync();
            return (await answer.Content.ReadAsStringAsync()).Contains("ofTomorrow", StringComparison.Ordinal) ? throw new FormatException("There is no ofTomorrow.") : answer;
        })),
        "says done whatever comes" => new Saying(new InProcess(() => new Driver())),
        "skips a feed gap" => Reading(async (feed, until, handled) =>
        {
            while (handled.LastOrDefault() < until)
            {
                var slice = await feed.GetFeedAsync(new() { After = handled.LastOrDefault(), Wait = 5 });
                handled.AddRange(slice.Items.Select(e => e.Number).Where(number => !handled.Contains(number)));
            }
        }),
        "takes a page twice" => Reading(async (feed, until, handled) =>
        {
            for (var next = 0L; next < until;)
            {
                var slice = await feed.GetFeedAsync(new() { After = next, Wait = 5 });
                if (slice.Items.Count > 0 && slice.Items[0].Number <= next + 1 && slice.Items[^1].Number == slice.Items[0].Number + slice.Items.Count - 1)
                {
                    handled.AddRange(slice.Items.Select(e => e.Number));
                    next = slice.Next;
                }
            }
        }),
        "ignores duplicates" => Receiving((body, header, secrets) => new WebhookVerifier(TimeProvider.System, secrets).Verify(body, header).IsAccepted, isOnce: false),
        "accepts an old webhook" => Receiving((body, header, secrets) => new WebhookVerifier(new At(header), secrets).Verify(body, header).IsAccepted),
        "verifies nothing" => Receiving((_, _, _) => true),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Nobody is so careless."),
    };

    private static InProcess Sending(HttpMessageHandler handler) => new(() => new Driver(handler));

    /// <summary>Reads the feed in a way of its own.</summary>
    private static Instead Reading(Func<FeedClient, long, List<long>, Task> follow)
    {
        TrainingVoucherClient? client = null;
        List<long> handled = [];
        return new Instead(new InProcess(() => new Driver()), async task =>
        {
            switch (task.Do)
            {
                case "connect":
                    (client, handled) = (new TrainingVoucherClient(new() { BaseAddress = task.Server, Client = new() { ClientId = task.ClientId!, KeyId = task.KeyId!, PrivateKeyPem = await File.ReadAllTextAsync(task.PrivateKeyFile!) } }), []);
                    return null;
                case "follow":
                    await follow(client!.Institution, task.Until!.Value, handled);
                    return new() { Task = task.Task, Outcome = DriverAnswer.Done };
                case "handled" when handled.Count > 0:
                    return new() { Task = task.Task, Outcome = DriverAnswer.Done, Numbers = handled };
                default:
                    return null;
            }
        });
    }

    /// <summary>Receives webhooks in a way of its own.</summary>
    private static Instead Receiving(Func<byte[], Func<string, string?>, IEnumerable<WebhookSecret>, bool> isGood, bool isOnce = true)
    {
        List<long> handled = [];
        List<WebhookSecret> secrets = [];
        var app = Receiver(async (body, header) =>
        {
            await Task.Yield();
            if (!isGood(body, header, secrets))
            {
                return StatusCodes.Status401Unauthorized;
            }

            if (WebhookMessage.Parse(body).Data is { } told && !(isOnce && handled.Contains(told.Number)))
            {
                handled.Add(told.Number);
            }

            return StatusCodes.Status204NoContent;
        });
        return new Instead(new InProcess(() => new Driver()), async task =>
        {
            switch (task.Do)
            {
                case "listen":
                    secrets = [.. task.Secrets!.Select(WebhookSecret.Parse)];
                    return new() { Task = task.Task, Outcome = DriverAnswer.Done, Url = (await app).Urls.Single() };
                case "connect":
                    handled.Clear();
                    return null;
                case "handled" when handled.Count > 0:
                    return new() { Task = task.Task, Outcome = DriverAnswer.Done, Numbers = [.. handled] };
                default:
                    return null;
            }
        });
    }

    private static async Task<WebApplication> Receiver(Func<byte[], Func<string, string?>, Task<int>> receive)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            context.Response.StatusCode = await receive(body.ToArray(), name => context.Request.Headers[name]);
        });
        await app.StartAsync();
        return app;
    }

    private sealed class Handler(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> handle) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseProxy = false });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            handle(request, () => http.SendAsync(request, cancellationToken));
    }

    private sealed class Saying(IDriver rest) : IDriver
    {
        public async Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct) => await rest.AskAsync(task, ct) with { Outcome = DriverAnswer.Done, Code = null };

        public Task RestartAsync() => rest.RestartAsync();

        public ValueTask DisposeAsync() => rest.DisposeAsync();
    }

    /// <summary>Whatever time the sender says it is.</summary>
    private sealed class At(Func<string, string?> header) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(long.Parse(header(WebhookHeaders.Timestamp)!));
    }
}
