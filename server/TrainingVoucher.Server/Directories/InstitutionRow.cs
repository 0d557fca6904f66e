using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>An institution as other features need it.</summary>
internal sealed record InstitutionRow
{
    public long Id { get; init; }

    public long Number { get; init; }

    public int Region { get; init; }

    public string NameZh { get; init; } = "";

    public string NameEn { get; init; } = "";

    public InstitutionType Type { get; init; }

    public int CreditGrade { get; init; }

    public bool Suspended { get; init; }

    public Institution Show() => new()
    {
        Id = Ids.Show("ins", Id),
        Number = Number,
        Region = Regions.Show(Region),
        Name = new LocalText(NameZh, NameEn),
        Type = Type,
        CreditGrade = CreditGrade,
        Suspended = Suspended,
    };
}

/// <summary>The institutions a transaction looks at.</summary>
internal sealed class InstitutionShelf : Shelf<long, InstitutionRow>
{
    private const string Find = $"SELECT {Institutions.Columns} FROM {{rows}} JOIN institution t ON t.id = r.id";

    public override string Table => "institution";

    public override LockOrder Order => LockOrder.Reference;

    protected override void Load(Trip trip, IReadOnlyList<long> keys) =>
        trip.Query<IdKey, InstitutionRow>(Find, keys.Select(id => new IdKey(id)).ToList(), row => Put(row.Id, row));
}
