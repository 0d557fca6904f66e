using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Writes enum values in camelCase and reads a value it does not know as <c>Unknown</c>, so that an older SDK outlives a newer server.</summary>
internal sealed class TolerantEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(Name, StringComparer.Ordinal);
    private static readonly T? Newer = Enum.TryParse<T>("Unknown", out var unknown) ? unknown : null;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (Values.TryGetValue(reader.GetString()!, out var value))
            {
                return value;
            }

            if (Newer is { } unknown)
            {
                return unknown;
            }
        }

        throw new JsonException($"Not a value of {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Name(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Values.GetValueOrDefault(reader.GetString()!, Newer.GetValueOrDefault());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Name(value));

    private static string Name(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
