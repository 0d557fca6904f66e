using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>
/// What the provider says of itself, its keys among it: read when it is first needed and again after a while, and at once when something is
/// signed with a key that nobody knows yet. That may be a forgery, so it is not asked for such more often than every ten seconds.
/// </summary>
internal sealed class OidcDiscovery(OidcSettings settings, OidcHttp http, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Task<OpenIdConnectConfiguration>? reading;
    private DateTimeOffset readAt;

    /// <exception cref="OidcException">The provider does not say.</exception>
    public Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellation) => NotOlderThan(Fresh).WaitAsync(cancellation);

    /// <summary>The same, but with the keys that are there now.</summary>
    /// <exception cref="OidcException">The provider does not say.</exception>
    public Task<OpenIdConnectConfiguration> GetAnewAsync(CancellationToken cancellation) => NotOlderThan(BetweenQuestions).WaitAsync(cancellation);

    /// <summary>Everybody waits for the same answer, and one that failed is asked for again.</summary>
    private Task<OpenIdConnectConfiguration> NotOlderThan(TimeSpan age)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (reading is null || reading.IsFaulted || (reading.IsCompleted && now - readAt >= age))
            {
                (reading, readAt) = (AskAsync(), now);
            }

            return reading;
        }
    }

    private async Task<OpenIdConnectConfiguration> AskAsync()
    {
        OpenIdConnectConfiguration read;
        try
        {
            read = await OpenIdConnectConfigurationRetriever.GetAsync(settings.Authority.TrimEnd('/') + "/.well-known/openid-configuration", http, CancellationToken.None);
        }
        catch (Exception e) when (e is not OidcException)
        {
            throw e.InnerException as OidcException ?? new OidcException("What the provider says of itself cannot be read.", e);
        }

        return read.Issuer == settings.Authority && IsAddress(read.AuthorizationEndpoint) && IsAddress(read.TokenEndpoint) && read.SigningKeys.Count > 0
            ? read
            : throw new OidcException("The provider is another issuer, or names no address or key that can be used.");
    }

    private static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && OidcSettings.IsSafe(address);
}
