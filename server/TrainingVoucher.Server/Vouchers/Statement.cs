using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a holder stated when he claimed: who acts for him, and the pledges he made. It goes on record with the claim.</summary>
internal sealed record Statement(string? Proxy, IReadOnlyList<string> Pledges)
{
    public static readonly Statement None = new(null, []);

    /// <summary>Keeps the pledges that the scheme asks for.</summary>
    public static Statement Of(SchemeDefinition scheme, IReadOnlyList<string> pledges, string? proxy) =>
        new(proxy, [.. scheme.Eligibility.Where(c => c.Pledge && pledges.Contains(c.Id)).Select(c => c.Id)]);

    public JournalEntry On(JournalEntry entry) => entry with
    {
        Proxy = Proxy,
        Texts = Pledges.Count == 0 ? entry.Texts : new Dictionary<string, string>(StringComparer.Ordinal) { ["pledges"] = string.Join('\n', Pledges) },
    };
}
