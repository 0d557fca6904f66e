using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>The counters of a batch, and the status shard of the next claim where there is one yet.</summary>
internal sealed record PlacesRow
{
    public long Id { get; init; }

    public int Quantity { get; init; }

    public int Claimed { get; init; }

    public long NextClaim { get; init; }

    public BatchState State { get; init; }

    public long ShardPosition { get; init; }

    public long? Shard { get; init; }
}

/// <summary>The counters of batches: a row is taken once for all the claims of a transaction.</summary>
internal sealed class PlacesShelf : Shelf<long, PlacesRow>
{
    private const string Find = """
        SELECT t.id, t.quantity, t.claimed, t.next_claim, t.state, t.next_claim / 65536 AS shard_position, s.shard
        FROM {rows}
        JOIN batch t ON t.id = r.id
        LEFT JOIN batch_shard s ON s.batch_id = t.id AND s.position = t.next_claim / 65536
        ORDER BY t.id {lock t}
        """;

    private const string Update = """
        UPDATE batch SET claimed = r.claimed, next_claim = r.next_claim
        FROM {rows}
        WHERE batch.id = r.id AND batch.claimed = r.was_claimed AND batch.next_claim = r.was_next
        """;

    public override string Table => "batch";

    public override LockOrder Order => LockOrder.Batch;

    public void Change(PlacesRow row) => Set(row.Id, row);

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, PlacesRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.Id, row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) => trip.Require(
        Update, changes.Select(c => new Guarded(c.Row.Id, c.Row.Claimed, c.Row.NextClaim, c.Was!.Claimed, c.Was.NextClaim)).ToList());

    private sealed record Guarded(long Id, int Claimed, long NextClaim, int WasClaimed, long WasNext);
}
