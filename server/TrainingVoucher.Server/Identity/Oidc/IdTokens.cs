using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>Holds ID tokens against OpenID Connect Core, section 3.1.3.7, and against the session they shall be for.</summary>
internal sealed class IdTokens(OidcSettings settings, OidcDiscovery discovery, TimeProvider time)
{
    private const int MaxLength = 32 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <summary>Whoever knows only what is public signs with none of these.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The claims of a token that holds; nothing of any other.</summary>
    /// <exception cref="OidcException">The provider does not say by which keys it signs.</exception>
    public async Task<JsonElement?> ReadAsync(string text, Visit visit)
    {
        if (Parse(text) is not { } token)
        {
            return null;
        }

        var keys = (await discovery.GetAsync(CancellationToken.None)).SigningKeys;
        if (!string.IsNullOrEmpty(token.Kid) && !keys.Any(key => key.KeyId == token.Kid))
        {
            keys = (await discovery.GetAnewAsync(CancellationToken.None)).SigningKeys;
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            ValidIssuer = settings.Authority,
            ValidAudience = settings.ClientId,
            LifetimeValidator = (from, expires, _, _) => expires > Now - Skew && (from is null || from <= Now + Skew),
            // The library would keep what checks signatures by the id of its key alone, also when the provider has another one under it.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        });
        if (!result.IsValid)
        {
            return null;
        }

        return JsonText.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload))?.RootElement is { } claims && IsForUs(claims, token) && IsOfTheVisit(claims, visit) ? claims : null;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static JsonWebToken? Parse(string text)
    {
        try
        {
            return text.Length <= MaxLength ? new JsonWebToken(text) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A token for several says who of them asked for it.</summary>
    private bool IsForUs(JsonElement claims, JsonWebToken token) => Text(claims, "azp") is { } party ? party == settings.ClientId : token.Audiences.Count() == 1;

    /// <summary>Made for this visit, of an authentication that took place in this session: one of before is no consent to what this one is for.</summary>
    private bool IsOfTheVisit(JsonElement claims, Visit visit) =>
        Text(claims, "nonce") is { } nonce
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(visit.Nonce))
        && Instant(claims, "iat") <= time.GetUtcNow() + Skew
        && Instant(claims, "auth_time") is { } at
        && at >= visit.Session.CreatedAt - Skew
        && at <= time.GetUtcNow() + Skew;

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 1e11
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
