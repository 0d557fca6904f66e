using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>The keyed hash by which a document is found.</summary>
internal readonly record struct LookupKey(byte[] Hmac) : IComparable<LookupKey>
{
    public bool Equals(LookupKey other) => Hmac.AsSpan().SequenceEqual(other.Hmac);

    public override int GetHashCode() => BitConverter.ToInt32(Hmac);

    public int CompareTo(LookupKey other) => Hmac.AsSpan().SequenceCompareTo(other.Hmac);
}

/// <summary>Whose a document is: what the key of <c>person_document</c> says without its row.</summary>
internal sealed record DocumentRow
{
    public byte[] Hmac { get; init; } = [];

    public long PersonId { get; init; }
}

/// <summary>The persons behind documents.</summary>
internal sealed class DocumentShelf : Shelf<LookupKey, DocumentRow>
{
    public const string Find = "SELECT d.hmac, d.person_id FROM {rows} JOIN person_document d ON d.hmac = r.hmac";

    public override string Table => "person_document";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<LookupKey> keys) => trip.Query<LookupKey, DocumentRow>(Find, keys, row => Put(new(row.Hmac), row));
}
