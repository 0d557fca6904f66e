using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// The rows of a CSV file, one at a time; comma, semicolon or tab. The header names the JSON fields of a row, in any order.
/// A file that is none throws <see cref="CsvHelperException"/> where it shows.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvReader csv;
    private readonly Dictionary<string, Type> types;
    private string[] header = [];

    public CsvRows(TextReader text, Type rowType)
    {
        types = Json.Options.GetTypeInfo(rowType).Properties.ToDictionary(p => p.Name, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, StringComparer.Ordinal);
        csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = 4096,
            BadDataFound = null,
        });
    }

    /// <summary>Moves to the next row; the first one is the header.</summary>
    public bool Read() => csv.Read();

    /// <inheritdoc cref="Read"/>
    public Task<bool> ReadAsync() => csv.ReadAsync();

    /// <summary>Takes the current row as the header, or names the columns that have no business there.</summary>
    public Refusal? TakeHeader()
    {
        if (!csv.ReadHeader())
        {
            return ErrorCodes.InvalidCsv;
        }

        header = csv.HeaderRecord!;
        var fields = new Fields();
        foreach (var (name, i) in header.Select((name, i) => (name, i)))
        {
            fields.Must(types.ContainsKey(name), $"header[{i}]", "unknown_field", "Is not a column of this file.")
                .Must(Array.IndexOf(header, name) == i, $"header[{i}]", "duplicate", "Stands twice.");
        }

        return fields.Refusal is { } wrong ? new Refusal(ErrorCodes.InvalidCsv, wrong.Errors) : null;
    }

    /// <summary>Writes the current row as a JSON object, to be held against its type like any other.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < header.Length; i++)
        {
            if (csv.TryGetField<string>(i, out var text) && !string.IsNullOrEmpty(text))
            {
                json.WritePropertyName(header[i]);
                Write(json, text, types[header[i]]);
            }
        }

        for (var i = header.Length; i < csv.Parser.Count; i++)
        {
            json.WriteString($"column{i + 1}", csv.Parser[i]);
        }

        json.WriteEndObject();
    }

    public void Dispose() => csv.Dispose();

    private static void Write(Utf8JsonWriter json, string text, Type type)
    {
        if ((type == typeof(int) || type == typeof(long)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else if (type == typeof(bool) && bool.TryParse(text, out var flag))
        {
            json.WriteBooleanValue(flag);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
