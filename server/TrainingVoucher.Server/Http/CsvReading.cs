using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Reads CSV files as offices make them: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030; comma, semicolon or tab.
/// The header names the JSON fields of a row, in any order.
/// </summary>
internal static class CsvReading
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The rows as JSON objects, to be held against their type like any other.</summary>
    public static Outcome<List<JsonElement>> Rows(byte[] file, Type rowType, int maxRows)
    {
        if (Decode(file) is not { } text)
        {
            return ErrorCodes.InvalidCsv;
        }

        var types = Json.Options.GetTypeInfo(rowType).Properties.ToDictionary(p => p.Name, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, StringComparer.Ordinal);
        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = 4096,
            BadDataFound = null,
        });
        try
        {
            return Read(csv, types, maxRows);
        }
        catch (CsvHelperException)
        {
            return ErrorCodes.InvalidCsv;
        }
    }

    private static Outcome<List<JsonElement>> Read(CsvReader csv, Dictionary<string, Type> types, int maxRows)
    {
        if (!csv.Read() || !csv.ReadHeader())
        {
            return ErrorCodes.InvalidCsv;
        }

        var header = csv.HeaderRecord!;
        var fields = new Fields();
        foreach (var (name, i) in header.Select((name, i) => (name, i)))
        {
            fields.Must(types.ContainsKey(name), $"header[{i}]", "unknown_field", "Is not a column of this file.")
                .Must(Array.IndexOf(header, name) == i, $"header[{i}]", "duplicate", "Stands twice.");
        }

        if (fields.Refusal is { } wrong)
        {
            return new Refusal(ErrorCodes.InvalidCsv, wrong.Errors);
        }

        var rows = new List<JsonElement>();
        while (csv.Read())
        {
            if (rows.Count == maxRows)
            {
                return new Refusal(ErrorCodes.InvalidRequest, [new("rows", "out_of_range", $"Must have 1 to {maxRows} items.")]);
            }

            rows.Add(Row(csv, header, types));
        }

        return rows.Count > 0 ? rows : new Refusal(ErrorCodes.InvalidRequest, [new("rows", "out_of_range", $"Must have 1 to {maxRows} items.")]);
    }

    private static JsonElement Row(CsvReader csv, string[] header, Dictionary<string, Type> types)
    {
        var row = new JsonObject();
        for (var i = 0; i < header.Length; i++)
        {
            if (csv.TryGetField<string>(i, out var text) && !string.IsNullOrEmpty(text))
            {
                row[header[i]] = Value(text, types[header[i]]);
            }
        }

        for (var i = header.Length; i < csv.Parser.Count; i++)
        {
            row[$"column{i + 1}"] = csv.Parser[i];
        }

        return JsonSerializer.SerializeToElement(row);
    }

    private static JsonValue Value(string text, Type type) => type switch
    {
        _ when (type == typeof(int) || type == typeof(long)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ when type == typeof(bool) && bool.TryParse(text, out var flag) => JsonValue.Create(flag),
        _ => JsonValue.Create(text),
    };

    private static string? Decode(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            var utf16 = file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return utf16.GetString(file, 2, file.Length - 2);
        }

        var start = file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return StrictUtf8.GetString(file, start, file.Length - start);
        }
        catch (DecoderFallbackException) when (start == 0)
        {
            return FromGb18030(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? FromGb18030(byte[] file)
    {
        var encoding = (Encoding)CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.Clone();
        encoding.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return encoding.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
