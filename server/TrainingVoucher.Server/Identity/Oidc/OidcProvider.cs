using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Identity.Oidc;

/// <summary>
/// Holders are authenticated by an OpenID Connect provider: authorization code flow with PKCE (RFC 7636), a fresh authentication each time.
/// Nothing of a token is kept, nor is any text of the provider shown or logged.
/// </summary>
internal sealed partial class OidcProvider(OidcSettings settings, OidcDiscovery discovery, OidcHttp http, TimeProvider time, ILogger<OidcProvider> log) : IIdentityProvider
{
    private static readonly TimeSpan ProofLifetime = TimeSpan.FromMinutes(1);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The refusals of RFC 6749, 4.1.2.1, and OpenID Connect Core, 3.1.2.6, that the holder is behind; all others are the provider's or ours.</summary>
    private static readonly string[] ByTheHolder = ["access_denied", "login_required", "consent_required", "interaction_required", "account_selection_required"];

    private readonly IdTokens tokens = new(settings, discovery, time);

    public string Name => "oidc";

    public Task<Outcome<Uri>> StartAsync(Visit visit, CancellationToken cancellation) => AttemptAsync<Uri>(async () =>
    {
        var endpoint = (await discovery.GetAsync(cancellation)).AuthorizationEndpoint;
        return new Uri(QueryHelpers.AddQueryString(endpoint, Question(visit)));
    });

    public Task<Outcome<Authentication>> FinishAsync(Visit visit, VisitAnswer answer) => AttemptAsync(async () =>
    {
        if (answer["error"] is { } error)
        {
            return ByTheHolder.Contains(error, StringComparer.Ordinal) ? ErrorCodes.IdentityDenied : ErrorCodes.IdentityProviderFailed;
        }

        // RFC 9207: who answers says so, if he can, and it is who was asked.
        if (answer["code"] is not { } code || (answer["iss"] is { } issuer && issuer != settings.Authority))
        {
            return ErrorCodes.IdentityAnswerInvalid;
        }

        var token = await ExchangeAsync(code, visit);
        return token is not null && await tokens.ReadAsync(token, visit) is { } claims ? settings.Claims.Of(claims) : ErrorCodes.IdentityAnswerInvalid;
    });

    private Dictionary<string, string?> Question(Visit visit) => new(StringComparer.Ordinal)
    {
        ["response_type"] = "code",
        ["client_id"] = settings.ClientId,
        ["redirect_uri"] = visit.Callback,
        ["scope"] = settings.Scopes,
        ["state"] = visit.State,
        ["nonce"] = visit.Nonce,
        ["code_challenge"] = visit.Challenge,
        ["code_challenge_method"] = "S256",
        ["prompt"] = "login",
        ["max_age"] = "0",
        ["ui_locales"] = visit.Language,
        ["acr_values"] = settings.AcrValues,
        ["claims"] = visit.Session.Proxy is null ? null : OidcClaims.ActorWanted,
    };

    /// <summary>The ID token for a code; nothing when the provider does not know the code, or not from us.</summary>
    private async Task<string?> ExchangeAsync(string code, Visit visit)
    {
        var endpoint = (await discovery.GetAsync(CancellationToken.None)).TokenEndpoint;
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = visit.Callback,
            ["code_verifier"] = visit.Verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Headers.Accept.Add(new("application/json"));
        Authenticate(request, form, endpoint);
        request.Content = new FormUrlEncodedContent(form);
        var (status, body) = await http.SendAsync(request, CancellationToken.None);
        var answer = JsonText.Parse(Encoding.UTF8.GetBytes(body));
        return status switch
        {
            StatusCodes.Status200OK when Field(answer, "id_token") is { } token => token,
            StatusCodes.Status400BadRequest when Field(answer, "error") == "invalid_grant" => null,
            _ => throw new OidcException($"The provider does not exchange codes: {status}."),
        };
    }

    /// <summary>Says who we are: by a secret (RFC 6749, 2.3.1) or by a key (RFC 7523, 2.2).</summary>
    private void Authenticate(HttpRequestMessage request, Dictionary<string, string> form, string endpoint)
    {
        if (settings.Key is not { } keys)
        {
            var pair = $"{WebUtility.UrlEncode(settings.ClientId)}:{WebUtility.UrlEncode(settings.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return;
        }

        var now = time.GetUtcNow();
        form["client_id"] = settings.ClientId;
        form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        form["client_assertion"] = keys.Use(key => Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.ClientId,
            Audience = endpoint,
            IssuedAt = now.UtcDateTime,
            Expires = (now + ProofLifetime).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = settings.ClientId,
                [JwtRegisteredClaimNames.Jti] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = key.CryptoProviderFactory },
        }));
    }

    private async Task<Outcome<T>> AttemptAsync<T>(Func<Task<Outcome<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (OidcException e)
        {
            Failed(log, e.Message);
            return ErrorCodes.IdentityProviderFailed;
        }
    }

    private static string? Field(JsonDocument? answer, string name) =>
        answer?.RootElement is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A holder could not be authenticated. {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
