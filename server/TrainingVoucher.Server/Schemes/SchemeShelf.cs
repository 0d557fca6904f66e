using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>The schemes a transaction looks at, each read and parsed once.</summary>
internal sealed class SchemeShelf : Shelf<long, SchemeRow>
{
    private const string Find = $"SELECT {SchemeStore.Columns} FROM {{rows}} JOIN scheme t ON t.id = r.id";

    public override string Table => "scheme";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, SchemeRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.Id, row));
}

/// <summary>The batches a transaction looks at; their counters are in <see cref="PlacesShelf"/>.</summary>
internal sealed class BatchShelf : Shelf<long, BatchRow>
{
    private const string Find = $"SELECT {BatchStore.Columns} FROM {{rows}} JOIN batch t ON t.id = r.id";

    public override string Table => "batch";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, BatchRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row =>
        {
            Put(row.Id, row);
            Session.Shelf<SchemeShelf>().Want(row.SchemeId);
        });
}
