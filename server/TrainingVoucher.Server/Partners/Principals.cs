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

    /// <summary>0 stands for all that the kind may.</summary>
    public Scope Scopes { get; init; }

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
    public static ValueTask<ClientPrincipal?> ClientAsync(Session session, long key) => session.Shelf<ClientShelf>().FindAsync(key);

    public static ValueTask<OfficerPrincipal?> OfficerAsync(Session session, long key) => session.Shelf<OfficerShelf>().FindAsync(key);
}

/// <summary>Systems by their keys.</summary>
internal sealed class ClientShelf : Shelf<long, ClientPrincipal>
{
    private const string Find = """
        SELECT c.id, k.id AS key_id, c.kind, c.owner_id, c.region, c.scopes, k.x, k.y
        FROM {rows}
        JOIN public_key k ON k.id = r.id AND k.revoked_at IS NULL
        JOIN client c ON c.id = k.client_id AND c.revoked_at IS NULL
        """;

    public override string Table => "client";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, ClientPrincipal>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.KeyId, row));
}

/// <summary>Officers by their keys.</summary>
internal sealed class OfficerShelf : Shelf<long, OfficerPrincipal>
{
    private const string Find = """
        SELECT o.id, k.id AS key_id, o.authority_id, k.x, k.y
        FROM {rows}
        JOIN public_key k ON k.id = r.id AND k.revoked_at IS NULL
        JOIN officer o ON o.id = k.officer_id AND o.revoked_at IS NULL
        """;

    public override string Table => "officer";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, OfficerPrincipal>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.KeyId, row));
}
