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
}
