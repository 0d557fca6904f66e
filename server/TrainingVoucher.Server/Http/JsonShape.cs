using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Holds a JSON text against the type it shall become and names every difference at once: missing, unknown and repeated fields,
/// wrong types, unknown values, dates that do not exist. The deserializer itself would stop at the first.
/// </summary>
internal static class JsonShape
{
    private const int MaxErrors = 200;

    public static IReadOnlyList<FieldError> Check(JsonElement json, Type type)
    {
        var errors = new List<FieldError>();
        Value(json, type, "", errors);
        return errors;
    }

    private static void Value(JsonElement json, Type type, string path, List<FieldError> errors)
    {
        if (errors.Count >= MaxErrors)
        {
            return;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = Json.Options.GetTypeInfo(plain);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                Object(json, info, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable:
                Items(json, info.ElementType!, path, errors);
                break;
            default:
                Scalar(json, info, path, errors);
                break;
        }
    }

    private static void Object(JsonElement json, JsonTypeInfo info, string path, List<FieldError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path, "wrong_type", "Must be an object."));
            return;
        }

        var properties = info.Properties;
        var seen = new bool[properties.Count];
        foreach (var field in json.EnumerateObject())
        {
            if (errors.Count >= MaxErrors)
            {
                return;
            }

            var index = IndexOf(properties, field);
            if (index < 0)
            {
                errors.Add(new(Join(path, field.Name), "unknown_field", "Is not a field of this request."));
                continue;
            }

            var (property, at) = (properties[index], Join(path, properties[index].Name));
            if (seen[index])
            {
                errors.Add(new(at, "duplicate", "Stands twice."));
            }
            else if (field.Value.ValueKind != JsonValueKind.Null)
            {
                Value(field.Value, property.PropertyType, at, errors);
            }
            else if (property.IsRequired || !property.IsSetNullable)
            {
                errors.Add(new(at, "required", "Must not be null."));
            }

            seen[index] = true;
        }

        for (var i = 0; i < seen.Length && errors.Count < MaxErrors; i++)
        {
            if (properties[i].IsRequired && !seen[i])
            {
                errors.Add(new(Join(path, properties[i].Name), "required", "Is missing."));
            }
        }
    }

    private static int IndexOf(IList<JsonPropertyInfo> properties, JsonProperty field)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            if (field.NameEquals(properties[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Items(JsonElement json, Type element, string path, List<FieldError> errors)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new(path, "wrong_type", "Must be a list."));
            return;
        }

        var index = 0;
        foreach (var item in json.EnumerateArray().TakeWhile(_ => errors.Count < MaxErrors))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            if (item.ValueKind == JsonValueKind.Null)
            {
                errors.Add(new(at, "required", "Must not be null."));
            }
            else
            {
                Value(item, element, at, errors);
            }
        }
    }

    private static void Scalar(JsonElement json, JsonTypeInfo info, string path, List<FieldError> errors)
    {
        try
        {
            if (info.Type == typeof(string))
            {
                _ = json.GetString();
                return;
            }

            var value = json.Deserialize(info);
            if (info.Type.IsEnum && value!.ToString() == "Unknown")
            {
                errors.Add(new(path, "invalid", "Must be one of the listed values."));
            }
            else if (info.Type == typeof(DateTimeOffset) && !HasOffset(json.GetString()!))
            {
                errors.Add(new(path, "invalid", "Must say its offset from UTC, for example 2026-03-31T09:00:00+08:00."));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            errors.Add(new(path, "wrong_type", Expected(info.Type)));
        }
    }

    /// <summary>Without an offset a time of day would mean that of the machine the server runs on.</summary>
    private static bool HasOffset(string instant) => instant.EndsWith('Z') || instant is [.., '+' or '-', _, _, ':', _, _];

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "Must be a text.",
        _ when type == typeof(bool) => "Must be true or false.",
        _ when type == typeof(DateOnly) => "Must be a date that exists, for example 2026-03-31.",
        _ when type == typeof(DateTimeOffset) => "Must be an instant, for example 2026-03-31T09:00:00Z.",
        _ when type.IsEnum => "Must be one of the listed values.",
        _ => "Must be a whole number.",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
