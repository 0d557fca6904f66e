using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>What is answered.</summary>
internal sealed record Reply(int Status, string? ContentType, byte[] Body)
{
    public int? RetryAfter { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public JsonObject? Json()
    {
        try
        {
            return ContentType?.Contains("json", StringComparison.Ordinal) == true ? JsonNode.Parse(Body) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One request on its way through the relay.</summary>
internal sealed class Exchange(HttpContext context, byte[] body, SeenRequest seen, Func<HttpContext, byte[], Task<Reply>> forward, TimeProvider time)
{
    /// <summary>The query, which a fault may change before the request goes on.</summary>
    public HttpRequest Request => context.Request;

    /// <summary>Has the server do it, even when the caller is gone.</summary>
    public Task<Reply> ForwardAsync() => forward(context, body);

    public async Task AnswerAsync(Reply reply)
    {
        Begin(reply);
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    public async Task AnswerHalfAsync(Reply reply)
    {
        Begin(reply);
        await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        seen.Status = null;
        Cut();
    }

    public void Cut() => context.Abort();

    /// <summary>Waits until the caller gives up, and not for ever.</summary>
    public async Task HoldAsync(TimeSpan longest)
    {
        try
        {
            await Task.Delay(longest, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    private void Begin(Reply reply)
    {
        // Who has given up does not hear it.
        if (!context.RequestAborted.IsCancellationRequested)
        {
            (seen.Status, seen.Code) = (reply.Status, reply.Status >= 400 ? reply.Json()?["code"]?.ToString() : null);
        }

        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        // The hour of the server, wherever its clock stands.
        context.Response.Headers.Date = time.GetUtcNow().ToString("r");
        context.Response.Headers.RetryAfter = reply.RetryAfter?.ToString();
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
    }
}
