using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Bench;

/// <summary>Makes the rows of persons as the server does: an id that says the minute, and the document sealed.</summary>
internal sealed class Holders(ServerKeys keys)
{
    /// <summary>As if 10,000 persons a second were new.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMicroseconds(100);

    /// <summary>An odd factor: the low bits of its products look random and are all different. What is loaded in bulk cannot try again when an id is taken.</summary>
    private const long Spread = 0x5851_F42D_4C95_7F2D;

    private readonly PersonVault vault = new(keys);

    public Rows Persons { get; } = new(Table.Person);

    public Rows Documents { get; } = new(Table.Document);

    /// <summary>Adds the n-th made-up person and gives the id.</summary>
    public long Add(int n, DateTimeOffset at)
    {
        var (id, number, now) = (Ids.At(at, unchecked(n * Spread)), MadeUp.Number(n), at.ToUnixTimeMilliseconds());
        Persons.Add(id, now);
        Documents.Add(
            vault.Lookup(DocumentType.ResidentIdCard, number), vault.HmacVersion, id,
            vault.Seal(id, DocumentType.ResidentIdCard, number, MadeUp.Name(n)), vault.VaultVersion, true, now);
        return id;
    }
}
