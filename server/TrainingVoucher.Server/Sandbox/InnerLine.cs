using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Takes the calls that a client in this process makes straight to an inner server, without a network between.</summary>
/// <param name="server">The server.</param>
/// <param name="address">Where it would be reached over the network.</param>
internal sealed class InnerLine(InnerServer server, Uri address) : HttpMessageHandler
{
    private readonly PathString path = PathString.FromUriComponent(address);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var told = new HttpResponseFeature();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(await AskAsync(request, cancellationToken));
        features.Set<IHttpResponseFeature>(told);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        await server.ServeAsync(features);

        var answer = new HttpResponseMessage((HttpStatusCode)told.StatusCode) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in told.Headers.Where(h => !answer.Headers.TryAddWithoutValidation(h.Key, h.Value.AsEnumerable())))
        {
            answer.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return answer;
    }

    private async Task<HttpRequestFeature> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var asks = request.RequestUri!;
        if (!PathString.FromUriComponent(asks).StartsWithSegments(path, StringComparison.Ordinal, out var rest))
        {
            throw new InvalidOperationException($"{asks.AbsolutePath} is not below {path}.");
        }

        var asked = new HttpRequestFeature
        {
            Method = request.Method.Method, Scheme = asks.Scheme, PathBase = path, Path = rest, QueryString = asks.Query,
            Body = request.Content is null ? Stream.Null : await request.Content.ReadAsStreamAsync(cancellation),
        };
        asked.Headers.Host = asks.Authority;
        asked.Headers.ContentLength = request.Content?.Headers.ContentLength;
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
        {
            asked.Headers[name] = values.ToArray();
        }

        return asked;
    }
}
