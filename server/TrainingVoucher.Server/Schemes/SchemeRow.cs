using System.Collections.Concurrent;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>A row of <c>scheme</c>, its definition and display template read.</summary>
internal sealed record SchemeRow
{
    private const int MostKept = 1_000;

    private static readonly ConcurrentDictionary<string, SchemeDefinition> Known = new(StringComparer.Ordinal);

    private SchemeDefinition? rules;

    public long Id { get; init; }

    public long AuthorityId { get; init; }

    public int Region { get; init; }

    public string Definition { get; init; } = "";

    public string Display { get; init; } = "";

    public int DisplayVersion { get; init; }

    public bool Suspended { get; init; }

    public SchemeDefinition Rules => rules ??= Read(Definition);

    public DisplayTemplate Template => JsonSerializer.Deserialize(Display, Json.Options.GetTypeInfo<DisplayTemplate>())!;

    public Scheme ToContract() => new()
    {
        Id = Ids.Show("sch", Id),
        AuthorityId = Ids.Show("aut", AuthorityId),
        Region = Directories.Regions.Show(Region),
        Definition = Rules,
        Display = Template,
        DisplayVersion = DisplayVersion,
        Suspended = Suspended,
    };

    /// <summary>The same text is read once, whichever row it stands in.</summary>
    private static SchemeDefinition Read(string text)
    {
        if (!Known.TryGetValue(text, out var definition))
        {
            if (Known.Count >= MostKept)
            {
                Known.Clear();
            }

            definition = Known[text] = JsonSerializer.Deserialize(text, Json.Options.GetTypeInfo<SchemeDefinition>())!;
        }

        return definition;
    }
}
