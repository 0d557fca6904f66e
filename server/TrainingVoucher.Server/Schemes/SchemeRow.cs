using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>A row of <c>scheme</c>, its definition and display template read.</summary>
internal sealed record SchemeRow
{
    private SchemeDefinition? parsed;

    public long Id { get; init; }

    public long AuthorityId { get; init; }

    public int Region { get; init; }

    public string Definition { get; init; } = "";

    public string Display { get; init; } = "";

    public int DisplayVersion { get; init; }

    public bool Suspended { get; init; }

    /// <summary>The definition, read once.</summary>
    public SchemeDefinition Rules => parsed ??= JsonSerializer.Deserialize(Definition, Json.Options.GetTypeInfo<SchemeDefinition>())!;

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
}
