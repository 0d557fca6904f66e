using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What goes on record with a claim: who acted for the holder, and the pledges that were made.</summary>
internal sealed record Statement(Proxy? Proxy, IReadOnlyList<string> Pledges)
{
    public static readonly Statement None = new(null, []);

    /// <summary>Keeps the pledges that the scheme asks for.</summary>
    public static Statement Of(SchemeDefinition scheme, IReadOnlyList<string> pledges, Proxy? proxy) =>
        new(proxy, [.. scheme.Eligibility.Where(c => c.Pledge && pledges.Contains(c.Id)).Select(c => c.Id)]);

    public JournalEntry On(JournalEntry entry)
    {
        var pledged = Pledges.Count == 0 ? entry
            : entry with { Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["pledges"] = string.Join('\n', Pledges) } };
        return Proxy?.On(pledged) ?? pledged;
    }
}
