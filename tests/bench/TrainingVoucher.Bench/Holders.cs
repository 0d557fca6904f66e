using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Bench;

/// <summary>Makes the rows of persons: a random id, and the document as the server keeps it.</summary>
internal sealed class Holders(ServerKeys keys, long now)
{
    private readonly PersonVault vault = new(keys);

    public Rows Persons { get; } = new(Table.Person);

    public Rows Documents { get; } = new(Table.Document);

    /// <summary>Adds the n-th made-up person and gives the id.</summary>
    public long Add(int n)
    {
        var (id, number) = (Ids.New(), MadeUp.Number(n));
        Persons.Add(id, now);
        Documents.Add(
            vault.Lookup(DocumentType.ResidentIdCard, number), vault.HmacVersion, id,
            vault.Seal(id, DocumentType.ResidentIdCard, number, MadeUp.Name(n)), vault.VaultVersion, true, now);
        return id;
    }
}
