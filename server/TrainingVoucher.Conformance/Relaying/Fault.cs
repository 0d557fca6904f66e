using System.Text;
using System.Text.Json.Nodes;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>What is done to a request.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Act">Does it.</param>
internal sealed record Fault(string Name, Func<Exchange, Task> Act);

/// <summary>What networks, proxies and servers do to a request.</summary>
internal static class Faults
{
    /// <summary>How long an answer is held back at most.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(45);

    /// <summary>The request never arrives.</summary>
    public static Fault Dropped { get; } = new("request lost", exchange =>
    {
        exchange.Cut();
        return Task.CompletedTask;
    });

    /// <summary>The server has done it, and nobody hears of it.</summary>
    public static Fault AnswerLost { get; } = new("answer lost", async exchange =>
    {
        await exchange.ForwardAsync();
        exchange.Cut();
    });

    /// <summary>The answer comes later than anybody waits.</summary>
    public static Fault Held { get; } = new("answer held back", async exchange =>
    {
        await exchange.ForwardAsync();
        await exchange.HoldAsync(LongestHold);
        exchange.Cut();
    });

    /// <summary>The same, and it is told when the server has done it.</summary>
    public static Fault HeldFrom(TaskCompletionSource reached) => new(Held.Name, async exchange =>
    {
        await exchange.ForwardAsync();
        reached.TrySetResult();
        await exchange.HoldAsync(LongestHold);
        exchange.Cut();
    });

    /// <summary>A proxy between both answers with a page of its own, after the server has done it.</summary>
    public static Fault BadGateway { get; } = new("502 page of a proxy", async exchange =>
    {
        await exchange.ForwardAsync();
        await exchange.AnswerAsync(new Reply(502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"u8.ToArray()));
    });

    /// <summary>The access token does not count any more.</summary>
    public static Fault TokenExpired { get; } = Refusing(ErrorCodes.Unauthenticated);

    /// <summary>A refusal by the server itself; what may pass says when to come back.</summary>
    public static Fault Refusing(ErrorCode code, int? retryAfter = null) => new(
        retryAfter is null ? $"{code.Status} {code.Code}" : $"{code.Status} {code.Code}, Retry-After: {retryAfter}",
        exchange => exchange.AnswerAsync(new Reply(code.Status, "application/problem+json", Problem(code)) { RetryAfter = retryAfter }));

    /// <summary>An answer of the server is changed on its way.</summary>
    public static Fault Rewriting(string name, Action<JsonObject> change) => new(name, async exchange =>
    {
        var reply = await exchange.ForwardAsync();
        if (reply.Json() is { } json)
        {
            change(json);
            reply = reply with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) };
        }

        await exchange.AnswerAsync(reply);
    });

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public static Fault CutShort { get; } = new("answer cut short", async exchange => await exchange.AnswerHalfAsync(await exchange.ForwardAsync()));

    private static byte[] Problem(ErrorCode code) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "urn:training-voucher:error:" + code.Code, ["title"] = code.English, ["status"] = code.Status, ["code"] = code.Code,
        ["detail"] = code.NextEnglish, ["titleZh"] = code.Chinese, ["detailZh"] = code.NextChinese,
    }.ToJsonString());
}
