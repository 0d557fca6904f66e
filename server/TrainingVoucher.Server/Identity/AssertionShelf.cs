using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>By what an assertion is found: its session, and the hash of its secret.</summary>
internal readonly record struct AssertionKey(long Id, byte[] Hash) : IComparable<AssertionKey>
{
    public bool Equals(AssertionKey other) => Id == other.Id && Hash.AsSpan().SequenceEqual(other.Hash);

    public override int GetHashCode() => Id.GetHashCode();

    public int CompareTo(AssertionKey other) => Id != other.Id ? Id.CompareTo(other.Id) : Hash.AsSpan().SequenceCompareTo(other.Hash);
}

/// <summary>
/// The assertions of a transaction. With each it is learnt whether its person has vouchers that a claim must look at: many who claim from a
/// new batch have none, and then nothing is looked for.
/// </summary>
internal sealed class AssertionShelf : Shelf<AssertionKey, AssertionRow>
{
    private const string Find = """
        SELECT
            t.id, t.assertion_hash, t.client_id, t.purpose, t.batch_id, t.batches, t.uses, t.voucher_id, t.institution_id, t.reference, t.person_id,
            t.proxy, t.proxy_person_id, t.assertion_expires_at, t.used_at,
            EXISTS (SELECT 1 FROM voucher v WHERE v.bucket = (t.person_id & 255) AND v.person_id = t.person_id) AS has_vouchers
        FROM {rows}
        JOIN identity_session t ON t.id = r.id AND t.assertion_hash = r.hash
        ORDER BY t.id {guard t}
        """;

    private const string Take = """
        UPDATE identity_session SET used_at = r.used_at, uses = r.uses
        FROM {rows}
        WHERE identity_session.id = r.id AND identity_session.used_at IS NULL AND identity_session.uses = r.was
        """;

    public override string Table => "identity_session";

    public override LockOrder Order => LockOrder.Assertion;

    /// <summary>Whether an assertion has been looked for; if so, what was found.</summary>
    public bool IsInHand(AssertionKey key, out AssertionRow? row) => TryGet(key, out row);

    public void Use(AssertionRow row, Occasion occasion, DateTimeOffset now) => Set(KeyOf(row), row.UsedFor(occasion, now));

    protected override void Load(Trip trip, IReadOnlyList<AssertionKey> keys) =>
        trip.Query<AssertionKey, AssertionRow>(Find, keys, row => Put(KeyOf(row), row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) =>
        trip.Require(Take, changes.Select(c => new Used(c.Row.Id, c.Row.UsedAt, c.Row.Uses, c.Was!.Uses)).ToList());

    private static AssertionKey KeyOf(AssertionRow row) => new(row.Id, row.AssertionHash);

    private sealed record Used(long Id, DateTimeOffset? UsedAt, int Uses, int Was);
}
