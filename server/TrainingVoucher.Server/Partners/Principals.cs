using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>A system that is not revoked, with the key that is not revoked either.</summary>
internal sealed record ClientPrincipal
{
    public long Id { get; init; }

    public long KeyId { get; init; }

    public ClientKind Kind { get; init; }

    public long OwnerId { get; init; }

    public int Region { get; init; }

    public byte[] X { get; init; } = [];

    public byte[] Y { get; init; } = [];
}

/// <summary>An officer that is not revoked, with the key that is not revoked either.</summary>
internal sealed record OfficerPrincipal
{
    public long Id { get; init; }

    public long KeyId { get; init; }

    public long AuthorityId { get; init; }

    public byte[] X { get; init; } = [];

    public byte[] Y { get; init; } = [];
}

/// <summary>Finds who stands behind a key, as of now: a revocation counts from the next call on.</summary>
internal static class Principals
{
    private const string Client = """
        SELECT c.id, k.id AS key_id, c.kind, c.owner_id, c.region, k.x, k.y
        FROM public_key k
        JOIN client c ON c.id = k.client_id
        WHERE k.id = @key AND k.revoked_at IS NULL AND c.revoked_at IS NULL
        """;

    private const string Officer = """
        SELECT o.id, k.id AS key_id, o.authority_id, k.x, k.y
        FROM public_key k
        JOIN officer o ON o.id = k.officer_id
        WHERE k.id = @key AND k.revoked_at IS NULL AND o.revoked_at IS NULL
        """;

    public static Task<ClientPrincipal?> ClientAsync(Session session, long key) => session.SingleAsync<ClientPrincipal>(Client, new { key });

    public static Task<OfficerPrincipal?> OfficerAsync(Session session, long key) => session.SingleAsync<OfficerPrincipal>(Officer, new { key });
}
