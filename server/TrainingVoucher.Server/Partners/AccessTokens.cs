using System.Buffers.Text;
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
internal sealed class AccessTokens(ServerKeys keys, IStore store, Issuer issuer, TimeProvider time) : IAuthenticator
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Type = "at+jwt";
    private const string Scheme = "Bearer ";
    private const int MaxLength = 4096;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength, SetDefaultTimesOnTokenCreation = false };

    private readonly JwtKeyPool signing = new(keys.OAuth, "oauth-1");
    private readonly JwtKeyPool verifying = new(new ECParameters { Curve = keys.OAuth.Curve, Q = keys.OAuth.Q }, "oauth-1");

    public string Issue(string issuer, ClientPrincipal client, OfficerPrincipal? officer)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = officer is null ? Ids.Show("cli", client.Id) : Ids.Show("off", officer.Id),
            [JwtRegisteredClaimNames.Jti] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["client_id"] = Ids.Show("cli", client.Id),
            ["client_key"] = Ids.Show("key", client.KeyId),
            ["role"] = Scope(client.Kind),
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

    public static string Scope(ClientKind kind) => kind switch
    {
        ClientKind.Authority => "authority",
        ClientKind.Channel => "channel",
        _ => "institution",
    };

    public async Task<Caller?> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > MaxLength)
        {
            return null;
        }

        var token = await ValidateAsync(header[Scheme.Length..].Trim(), issuer.Of(context.Request));
        return token is null ? null : await store.ReadAsync(session => CallerOfAsync(session, token), context.RequestAborted);
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

    private static async Task<Caller?> CallerOfAsync(Session session, JsonWebToken token)
    {
        var client = await Principals.ClientAsync(session, Id(token, "key", "client_key"));
        if (client is null || client.Id != Id(token, "cli", "client_id"))
        {
            return null;
        }

        if (client.Kind != ClientKind.Authority)
        {
            return new Caller(client.Id, (Audience)(int)client.Kind, client.OwnerId, client.Region, OfficerId: null);
        }

        var officer = await Principals.OfficerAsync(session, Id(token, "key", "officer_key"));
        return officer is not null && officer.Id == Id(token, "off", "officer") && officer.AuthorityId == client.OwnerId
            ? new Caller(client.Id, Audience.Authority, client.OwnerId, client.Region, officer.Id)
            : null;
    }

    private static long Id(JsonWebToken token, string prefix, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) ? Ids.Read(prefix, text) : 0;
}
