using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>How much there is of a batch, and how much of it is given out.</summary>
internal sealed record PlacesRow
{
    public long Id { get; init; }

    public int Quantity { get; init; }

    public int Claimed { get; init; }

    public BatchState State { get; init; }
}

/// <summary>
/// The counters of batches: a row is changed once for all the claims of a transaction, by what it takes, as the last but few things before
/// the commit. So those who claim of the same batch wait for each other's commits only, and none comes between unless the batch is closed
/// or sold out meanwhile.
/// </summary>
internal sealed class PlacesShelf : Shelf<long, PlacesRow>
{
    private const string Find = """
        SELECT t.id, t.quantity, t.claimed, t.state
        FROM {rows}
        JOIN batch t ON t.id = r.id
        ORDER BY t.id {guard t}
        """;

    private const string Update = """
        UPDATE batch SET claimed = claimed + r.taken
        FROM {rows}
        WHERE batch.id = r.id AND batch.state = r.state AND batch.claimed + r.taken BETWEEN 0 AND batch.quantity
          AND batch.claimed = COALESCE(r.was, batch.claimed)
        """;

    private readonly HashSet<long> full = [];

    public override string Table => "batch";

    public override LockOrder Order => LockOrder.Batch;

    public void Change(PlacesRow row) => Set(row.Id, row);

    /// <summary>Says that somebody was refused because nothing is left: what this transaction takes then has to come on top of just what it read.</summary>
    public void Full(long batch) => full.Add(batch);

    /// <summary>How many places are left as far as is known.</summary>
    public int Left(long batch) => TryGet(batch, out var row) && row is not null ? row.Quantity - row.Claimed : 0;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, PlacesRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.Id, row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) => trip.Require(
        Update, changes.Select(c => new Difference(c.Row.Id, c.Row.State, c.Row.Claimed - c.Was!.Claimed, full.Contains(c.Row.Id) ? c.Was.Claimed : null)).ToList());

    private sealed record Difference(long Id, BatchState State, int Taken, int? Was);
}
