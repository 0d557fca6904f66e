using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>A row of <c>claim_number</c>: the next number of a batch, and the status shard it lies in where there is one yet.</summary>
internal sealed record ClaimNumberRow
{
    public long BatchId { get; init; }

    public long Next { get; init; }

    public long ShardPosition { get; init; }

    public long? Shard { get; init; }
}

/// <inheritdoc/>
internal sealed class ClaimNumberShelf : Shelf<long, ClaimNumberRow>
{
    private const string Find = """
        SELECT t.batch_id, t.next, t.next / 65536 AS shard_position, s.shard
        FROM {rows}
        JOIN claim_number t ON t.batch_id = r.id
        LEFT JOIN batch_shard s ON s.batch_id = t.batch_id AND s.position = t.next / 65536
        ORDER BY t.batch_id {lock t}
        """;

    private const string Update = """
        UPDATE claim_number SET next = r.next
        FROM {rows}
        WHERE claim_number.batch_id = r.batch AND claim_number.next = r.was
        """;

    public override string Table => "claim_number";

    public override LockOrder Order => LockOrder.ClaimNumber;

    public void Change(ClaimNumberRow row) => Set(row.BatchId, row);

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, ClaimNumberRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.BatchId, row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) =>
        trip.Require(Update, changes.Select(c => new Guarded(c.Row.BatchId, c.Row.Next, c.Was!.Next)).ToList());

    private sealed record Guarded(long Batch, long Next, long Was);
}
