using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingVoucher.Client;

/// <summary>Makes the assertions by which a system or an officer proves its key (RFC 7523), signed with ES256.</summary>
internal static class Jwt
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    public static string Sign(SigningKey key, string subject, string audience, DateTimeOffset now)
    {
        var header = new JwtHeader("ES256", "JWT", key.Id);
        var claims = new JwtClaims(
            subject, subject, audience, RandomText(), now.ToUnixTimeSeconds(), (now + Lifetime).ToUnixTimeSeconds());
        var signed = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, AuthJson.Default.JwtHeader))
            + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, AuthJson.Default.JwtClaims));
        return signed + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    /// <summary>128 random bits as 22 characters.</summary>
    public static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}

internal sealed record JwtHeader(string Alg, string Typ, string Kid);

internal sealed record JwtClaims(string Iss, string Sub, string Aud, string Jti, long Iat, long Exp);

/// <summary>The answer of the token endpoint (RFC 6749).</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JwtHeader))]
[JsonSerializable(typeof(JwtClaims))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class AuthJson : JsonSerializerContext;
