using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The delegations that hold, by platform and institution.</summary>
internal sealed class DelegationShelf : Shelf<(long Platform, long Institution), DelegationRow>
{
    private const string Find = """
        SELECT t.id, t.institution_id, t.platform_id, t.granted_at, t.cut_at
        FROM {rows}
        JOIN delegation t ON t.platform_id = r.platform AND t.institution_id = r.institution AND t.cut_at IS NULL
        """;

    public override string Table => "delegation";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<(long Platform, long Institution)> keys) => trip.Query<Key, DelegationRow>(
        Find, keys.Select(k => new Key(k.Platform, k.Institution)).ToList(), row => Put((row.PlatformId, row.InstitutionId), row));

    private sealed record Key(long Platform, long Institution);
}
