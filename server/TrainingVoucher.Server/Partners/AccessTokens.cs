using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>
/// Access tokens: JWTs of ten minutes (RFC 9068). What one says is read again from the tables at every call, so that a revoked
/// system, key or officer is refused at once.
/// </summary>
internal sealed class AccessTokens(ServerKeys keys, Issuer issuer, TimeProvider time) : IAuthenticator
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Type = "at+jwt";
    private const string Scheme = "Bearer ";
    private const int MaxLength = 4096;
    private const int MostKept = 10_000;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength, SetDefaultTimesOnTokenCreation = false };

    private readonly ConcurrentDictionary<string, Credential> checkedTokens = new(StringComparer.Ordinal);
    private readonly JwtKeyPool signing = new(keys.OAuth, "oauth-1");
    private readonly JwtKeyPool verifying = new(new ECParameters { Curve = keys.OAuth.Curve, Q = keys.OAuth.Q }, "oauth-1");

    public string Issue(string issuer, ClientPrincipal client, OfficerPrincipal? officer, Scope scope)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = officer is null ? Ids.Show("cli", client.Id) : Ids.Show("off", officer.Id),
            [JwtRegisteredClaimNames.Jti] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["client_id"] = Ids.Show("cli", client.Id),
            ["client_key"] = Ids.Show("key", client.KeyId),
            ["role"] = Roles.Of(client.Kind).Name,
            ["scope"] = scope.ToText(),
            ["owner"] = ClientOwner.Show(client.Kind, client.OwnerId),
            ["region"] = Regions.Show(client.Region),
        };
        if (officer is not null)
        {
            claims["officer"] = Ids.Show("off", officer.Id);
            claims["officer_key"] = Ids.Show("key", officer.KeyId);
        }

        return signing.Use(key => Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = issuer,
            Audience = issuer,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = key.CryptoProviderFactory },
        }));
    }

    /// <summary>The signature of one token is checked once; how long it lasts and for whom it was made, every time.</summary>
    public async Task<ICredential?> ReadAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > MaxLength)
        {
            return null;
        }

        var (text, issuerNow) = (header[Scheme.Length..].Trim(), issuer.Of(context.Request));
        if (checkedTokens.TryGetValue(text, out var known))
        {
            return known.Expires > time.GetUtcNow() && known.Issuer == issuerNow ? known : null;
        }

        if (await ValidateAsync(text, issuerNow) is not { } token)
        {
            return null;
        }

        if (checkedTokens.Count >= MostKept)
        {
            checkedTokens.Clear();
        }

        return Credential.Of(token, issuerNow) is { } credential ? checkedTokens[text] = credential : null;
    }

    private async Task<JsonWebToken?> ValidateAsync(string text, string issuerNow)
    {
        var result = await verifying.UseAsync(key => Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = issuerNow,
            ValidAudience = issuerNow,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        }));
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }
}
