using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What goes on record with a claim: who acted for the holder, the pledges that were made, and where the holder came in.</summary>
internal sealed record Statement(Proxy? Proxy, IReadOnlyList<string> Pledges, string? Entry)
{
    public static readonly Statement None = new(null, [], null);

    private const int LongestEntry = 40;

    /// <summary>A name for an activity or a link; too narrow for a sentence about a person.</summary>
    public static bool IsEntry(string text) =>
        text is [>= 'a' and <= 'z', ..] && text.Length <= LongestEntry && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>Keeps the pledges that the scheme asks for.</summary>
    public static Statement Of(SchemeDefinition scheme, IReadOnlyList<string> pledges, Proxy? proxy, string? entry) =>
        new(proxy, [.. scheme.Eligibility.Where(c => c.Pledge && pledges.Contains(c.Id)).Select(c => c.Id)], entry);

    public JournalEntry On(JournalEntry entry)
    {
        var stated = entry with { Texts = Texts(entry.Texts) };
        return Proxy?.On(stated) ?? stated;
    }

    private IReadOnlyDictionary<string, string> Texts(IReadOnlyDictionary<string, string> others)
    {
        if (Pledges.Count == 0 && Entry is null)
        {
            return others;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Pledges.Count > 0)
        {
            texts["pledges"] = string.Join('\n', Pledges);
        }

        if (Entry is not null)
        {
            texts["entry"] = Entry;
        }

        return texts;
    }
}
