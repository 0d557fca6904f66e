using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>
/// A JWT by which a key holder proves to be one (RFC 7523, section 3): ES256, <c>kid</c>, <c>iss</c> = <c>sub</c>, <c>aud</c>,
/// <c>jti</c>, <c>iat</c>, and <c>exp</c> at most five minutes ahead.
/// </summary>
internal sealed class SignedAssertion
{
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int MaxLength = 4096;
    private const int MaxJti = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength };

    private readonly JsonWebToken token;

    private SignedAssertion(JsonWebToken token) => this.token = token;

    public long KeyId => Ids.Read("key", token.Kid);

    public string Jti => token.Id;

    public DateTimeOffset ExpiresAt => new(token.ValidTo, TimeSpan.Zero);

    /// <summary>Takes the text apart without believing it; nothing when it is no such JWT.</summary>
    public static SignedAssertion? Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        try
        {
            var read = new JsonWebToken(text);
            return read.Alg == SecurityAlgorithms.EcdsaSha256 && !read.IsEncrypted ? new SignedAssertion(read) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the holder of the key said, to one of the audiences, within the time allowed, to be <paramref name="subject"/>.</summary>
    public async Task<bool> HoldsAsync(byte[] x, byte[] y, string subject, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = JwtKeyPool.Wrap(key, token.Kid),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = subject,
            ValidAudiences = audiences,
            LifetimeValidator = (from, expires, _, _) => IsInTime(from, expires, now),
        });
        return result.IsValid && token.Subject == subject && token.Id is { Length: > 0 and <= MaxJti };
    }

    private bool IsInTime(DateTime? from, DateTime? expires, DateTimeOffset now)
    {
        var (earliest, latest) = ((now - Skew).UtcDateTime, (now + Skew).UtcDateTime);
        return expires > earliest
            && expires <= latest + Longest
            && (from is null || from <= latest)
            && token.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Iat, out var issued)
            && issued <= (now + Skew).ToUnixTimeSeconds();
    }
}
