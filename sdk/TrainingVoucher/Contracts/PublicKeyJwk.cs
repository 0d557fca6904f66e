using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TrainingVoucher.Contracts;

/// <summary>The public half of an ECDSA P-256 key as a JSON Web Key (RFC 7517).</summary>
public sealed record PublicKeyJwk
{
    /// <summary>Always <c>EC</c>.</summary>
    public required string Kty { get; init; }

    /// <summary>Always <c>P-256</c>.</summary>
    public required string Crv { get; init; }

    /// <summary>The x coordinate: 32 bytes, base64url without padding.</summary>
    public required string X { get; init; }

    /// <summary>The y coordinate: 32 bytes, base64url without padding.</summary>
    public required string Y { get; init; }

    /// <summary>The thumbprint of RFC 7638 with SHA-256: 43 characters of base64url.</summary>
    public string Thumbprint() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"{{Crv}}","kty":"{{Kty}}","x":"{{X}}","y":"{{Y}}"}""")));

    /// <summary>The public half of a key pair, to be registered; the private half is not looked at.</summary>
    /// <param name="key">A P-256 key.</param>
    /// <exception cref="ArgumentException">It is of another curve.</exception>
    public static PublicKeyJwk From(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value || parameters.Q is not { X: { } x, Y: { } y })
        {
            throw new ArgumentException("The key must be of the curve P-256.", nameof(key));
        }

        return new PublicKeyJwk { Kty = "EC", Crv = "P-256", X = Base64Url.EncodeToString(x), Y = Base64Url.EncodeToString(y) };
    }
}
