using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TrainingVoucher.Tests.Client;

/// <summary>What was sent, with the body as bytes.</summary>
public sealed record Sent(HttpMethod Method, Uri Address, byte[] Body, string? ContentType, string? Key, AuthenticationHeaderValue? Authorization)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsToken => Address.AbsolutePath == "/oauth2/token";

    public IReadOnlyDictionary<string, string> Form =>
        Text.Split('&').Select(p => p.Split('=')).ToDictionary(p => Uri.UnescapeDataString(p[0]), p => Uri.UnescapeDataString(p[1]), StringComparer.Ordinal);
}

/// <summary>Stands in for the server: hands out access tokens and answers calls as told.</summary>
public sealed class StubServer(Func<Sent, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<Sent> all = [];
    private int tokens;

    public StubServer(Func<Sent, int, HttpResponseMessage> answer)
        : this((sent, n, _) => Task.FromResult(answer(sent, n)))
    {
    }

    public StubServer(Func<HttpResponseMessage> answer)
        : this((_, _) => answer())
    {
    }

    /// <summary>How the token endpoint answers; by default with <c>token-1</c>, <c>token-2</c> … for ten minutes.</summary>
    public Func<int, HttpResponseMessage> TokenAnswer { get; init; } = n => Json($$"""{"access_token":"token-{{n}}","token_type":"Bearer","expires_in":600}""");

    public IReadOnlyList<Sent> Tokens => [.. Snapshot().Where(s => s.IsToken)];

    public IReadOnlyList<Sent> Calls => [.. Snapshot().Where(s => !s.IsToken)];

    public static HttpResponseMessage Json(string json, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, status == 200 ? "application/json" : "application/problem+json") };

    public static HttpResponseMessage Status(int status, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("<html>secret proxy page</html>", Encoding.UTF8, "text/html") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    public static HttpResponseMessage Problem(int status, string code) => Json(
        $$"""{"type":"urn:x:{{code}}","title":"Title.","status":{{status}},"code":"{{code}}","detail":"Next.","titleZh":"标题。","traceId":"trace-7","errors":[{"field":"scan","reason":"required","message":"Must not be empty."}]}""", status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var sent = new Sent(request.Method, request.RequestUri!, body, request.Content?.Headers.ContentType?.ToString(), key, request.Headers.Authorization);
        int n;
        lock (all)
        {
            all.Add(sent);
            n = all.Count(s => !s.IsToken);
        }

        return sent.IsToken ? TokenAnswer(Interlocked.Increment(ref tokens)) : await answer(sent, n, cancellationToken);
    }

    private Sent[] Snapshot()
    {
        lock (all)
        {
            return [.. all];
        }
    }
}
