using System.Security.Cryptography;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>Who the calling system is: the client id and key an authority registered for it.</summary>
public sealed class ClientCredentials
{
    /// <summary>The id of the system, <c>cli_…</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The id of its key, <c>key_…</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary>The private P-256 key; or <see cref="PrivateKeyPem"/>. It stays the caller's: the client neither copies nor disposes it.</summary>
    public ECDsa? PrivateKey { get; init; }

    /// <summary>The private P-256 key as PEM, PKCS#8 or SEC 1, unencrypted; or <see cref="PrivateKey"/>.</summary>
    public string? PrivateKeyPem { get; init; }

    /// <summary>What the access tokens shall be good for, fewer than the system is registered with. The default value is everything it is registered with.</summary>
    public Scope? Scopes { get; init; }
}

/// <summary>Which officer commands an authority's system. Every call of an authority names one.</summary>
public sealed class OfficerCredentials
{
    /// <summary>The id of the officer, <c>off_…</c>.</summary>
    public required string OfficerId { get; init; }

    /// <summary>The id of the officer's key, <c>key_…</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary>The officer's private P-256 key; or <see cref="PrivateKeyPem"/>. It stays the caller's: the client neither copies nor disposes it.</summary>
    public ECDsa? PrivateKey { get; init; }

    /// <summary>The officer's private P-256 key as PEM, PKCS#8 or SEC 1, unencrypted; or <see cref="PrivateKey"/>.</summary>
    public string? PrivateKeyPem { get; init; }
}
