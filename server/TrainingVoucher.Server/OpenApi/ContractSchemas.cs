using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes the contracts from the same metadata by which the server reads and writes them.</summary>
internal sealed class ContractSchemas(OpenApiDocument document, ContractDocs docs)
{
    /// <summary>The schema of a type: a reference for records and enums, which are described once.</summary>
    public IOpenApiSchema Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = Json.Options.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Shared(plain, () => Object(info)),
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(info.ElementType!) },
            _ when plain.IsEnum => Shared(plain, () => Enum(plain)),
            _ => Scalar(plain),
        };
    }

    /// <summary>The fields of a query, with the comment on each.</summary>
    public IEnumerable<(JsonPropertyInfo Field, IOpenApiSchema Schema, string? Description)> Fields(Type type) =>
        Json.Options.GetTypeInfo(type).Properties.Select(p => (p, Of(p.PropertyType), Comment(p)));

    private OpenApiSchemaReference Shared(Type type, Func<OpenApiSchema> describe)
    {
        var name = NameOf(type);
        var schemas = document.Components!.Schemas!;
        if (!schemas.ContainsKey(name))
        {
            // Holds the name while a type that refers to itself is described.
            schemas[name] = new OpenApiSchema();
            schemas[name] = describe();
        }

        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchema Object(JsonTypeInfo info) => new()
    {
        Type = JsonSchemaType.Object,
        Description = docs.Of(info.Type),
        Properties = info.Properties.ToDictionary(p => p.Name, Property, StringComparer.Ordinal),
        Required = info.Properties.Where(p => p.IsRequired).Select(p => p.Name).ToHashSet(StringComparer.Ordinal),
    };

    private IOpenApiSchema Property(JsonPropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        schema.Description = Comment(property);
        return schema;
    }

    private string? Comment(JsonPropertyInfo property) => property.AttributeProvider is PropertyInfo member ? docs.Of(member) : null;

    private OpenApiSchema Enum(Type type)
    {
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.Name != "Unknown").ToList();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = string.Join('\n', values.Select(v => $"- `{NameOf(v)}`: {docs.Of(v)}").Prepend(docs.Of(type) + "\n")),
            Enum = [.. values.Select(v => (JsonNode)NameOf(v))],
        };
    }

    private static OpenApiSchema Scalar(Type type) => type switch
    {
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ => throw new InvalidOperationException($"The document has no schema for {type}."),
    };

    private static string NameOf(FieldInfo value) => JsonNamingPolicy.CamelCase.ConvertName(value.Name);

    private static string NameOf(Type type) =>
        type.IsGenericType ? type.GetGenericArguments()[0].Name + type.Name.Split('`')[0] : type.Name;
}
