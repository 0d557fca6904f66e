using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>The documentation comments of the contracts; the build embeds the file that the compiler made of them.</summary>
internal sealed class ContractDocs
{
    private const string Resource = "TrainingVoucher.xml";

    private readonly Dictionary<string, XElement> members;

    private ContractDocs(XDocument file) =>
        members = file.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);

    public static ContractDocs Load()
    {
        using var stream = typeof(ContractDocs).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The build did not embed {Resource}.");
        return new ContractDocs(XDocument.Load(stream));
    }

    public string? Of(Type type) => Summary($"T:{Name(type)}");

    public string? Of(FieldInfo value) => Summary($"F:{Name(value.DeclaringType!)}.{value.Name}");

    /// <summary>The comment of a property, or of the parameter of the record that it stands for.</summary>
    public string? Of(PropertyInfo property)
    {
        var type = Name(property.DeclaringType!);
        return Summary($"P:{type}.{property.Name}") ?? Text(members.GetValueOrDefault($"T:{type}")?
            .Elements("param").SingleOrDefault(p => p.Attribute("name")?.Value == property.Name));
    }

    private static string Name(Type type) => $"{type.Namespace}.{type.Name}";

    private string? Summary(string member) => Text(members.GetValueOrDefault(member)?.Element("summary"));

    private static string? Text(XElement? element) => element is null
        ? null
        : string.Join(' ', string.Concat(element.Nodes().Select(Plain)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } target => $"`{Target(target.Value)}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")?.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    /// <summary>What JSON calls the thing referred to: types keep their name, fields and values are in camelCase.</summary>
    private static string Target(string member)
    {
        var name = member[(member.LastIndexOf('.') + 1)..];
        return member.StartsWith("T:", StringComparison.Ordinal) ? name.Split('`')[0] : JsonNamingPolicy.CamelCase.ConvertName(name);
    }
}
