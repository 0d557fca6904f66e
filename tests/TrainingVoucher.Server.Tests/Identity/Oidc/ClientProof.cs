using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>How a strict provider holds a client to what it is: client_secret_basic (RFC 6749, 2.3.1), or private_key_jwt (RFC 7523), written without the library that the server uses.</summary>
internal sealed partial class ClientProof
{
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    /// <summary>The challenge of RFC 7636 for a verifier; nothing that could be one for a text that is no verifier.</summary>
    public static string ChallengeOf(string verifier) =>
        VerifierPattern().IsMatch(verifier) ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : "";

    /// <summary>What is wrong; nothing when the client has proven itself.</summary>
    public string? Refuses(string? header, IReadOnlyDictionary<string, string> form, TestKey? key, string endpoint, DateTimeOffset now)
    {
        if (key is null)
        {
            var expected = Convert.ToBase64String(Encoding.ASCII.GetBytes("training+voucher%2F1:s3cret%3A+with%2F%2B+%C3%A9"));
            return header == "Basic " + expected && !form.ContainsKey("client_assertion") && !form.ContainsKey("client_secret") ? null : "secret";
        }

        return string.IsNullOrEmpty(header)
            && form.GetValueOrDefault("client_id") == StubProvider.ClientId
            && form.GetValueOrDefault("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            && form.GetValueOrDefault("client_assertion")?.Split('.') is [var head, var body, var signature]
            && IsFrom(key, head, body, signature)
            && Says(head, body, key, endpoint, now)
                ? null
                : "assertion";
    }

    private static bool IsFrom(TestKey key, string head, string body, string signature)
    {
        using var point = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.Jwk.X), Y = Base64Url.DecodeFromChars(key.Jwk.Y) },
        });
        return point.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);
    }

    private bool Says(string head, string body, TestKey key, string endpoint, DateTimeOffset now)
    {
        var (header, claims) = (Read(head), Read(body));
        var (issued, expires) = (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64());
        return header.GetProperty("alg").GetString() == "ES256"
            && header.GetProperty("kid").GetString() == key.Jwk.Thumbprint()
            && claims.GetProperty("iss").GetString() == StubProvider.ClientId
            && claims.GetProperty("sub").GetString() == StubProvider.ClientId
            && claims.GetProperty("aud").GetString() == endpoint
            && issued <= now.ToUnixTimeSeconds() && expires > now.ToUnixTimeSeconds() && expires <= now.AddMinutes(5).ToUnixTimeSeconds()
            && _used.TryAdd(claims.GetProperty("jti").GetString()!, true);
    }

    private static JsonElement Read(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;

    [GeneratedRegex("^[A-Za-z0-9._~-]{43,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VerifierPattern();
}
