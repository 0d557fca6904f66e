using System.Text;
using Microsoft.IdentityModel.Protocols;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>Asks the provider: within a time, for no more than an answer has, over no address that could be somebody else's, following nothing.</summary>
internal sealed class OidcHttp(HttpClient http, TimeSpan timeout, TimeProvider time) : IDocumentRetriever
{
    private const int LongestAnswer = 256 * 1024;

    /// <summary>What to ask with; how long that may take is counted here.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <exception cref="OidcException">There is no answer, or none that can be used.</exception>
    public async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (!OidcSettings.IsSafe(request.RequestUri!))
        {
            throw new OidcException("The provider names an address that is neither https nor on this machine.");
        }

        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            return ((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(both.Token)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && late.IsCancellationRequested))
        {
            throw new OidcException(late.IsCancellationRequested ? "The provider takes too long." : "The provider cannot be reached.", e);
        }
    }

    async Task<string> IDocumentRetriever.GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (status, body) = await SendAsync(request, cancel);
        return status == StatusCodes.Status200OK ? body : throw new OidcException($"The provider answers {address} with {status}.");
    }
}

/// <summary>The provider is not there, or does not do what a provider does. What it said is not repeated.</summary>
internal sealed class OidcException(string message, Exception? inner = null) : Exception(message, inner);
