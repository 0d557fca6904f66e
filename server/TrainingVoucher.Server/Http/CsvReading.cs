using System.Buffers;
using System.Text;
using System.Text.Json;
using CsvHelper;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Reads CSV files as offices make them: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.
/// </summary>
internal static class CsvReading
{
    public static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The rows as JSON objects, to be held against their type like any other.</summary>
    public static Outcome<List<JsonElement>> Rows(byte[] file, Type rowType, int maxRows)
    {
        if (Decode(file) is not { } text)
        {
            return ErrorCodes.InvalidCsv;
        }

        using var rows = new CsvRows(new StringReader(text), rowType);
        try
        {
            return Read(rows, maxRows);
        }
        catch (CsvHelperException)
        {
            return ErrorCodes.InvalidCsv;
        }
    }

    /// <summary>GB18030 that throws on bytes that are none.</summary>
    public static Encoding StrictGb18030()
    {
        var encoding = (Encoding)CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.Clone();
        encoding.DecoderFallback = DecoderFallback.ExceptionFallback;
        return encoding;
    }

    public static Refusal WrongCount(int maxRows) => new(ErrorCodes.InvalidRequest, [new("rows", "out_of_range", $"Must have 1 to {maxRows} items.")]);

    private static Outcome<List<JsonElement>> Read(CsvRows rows, int maxRows)
    {
        if (!rows.Read())
        {
            return ErrorCodes.InvalidCsv;
        }

        if (rows.TakeHeader() is { } wrong)
        {
            return wrong;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        var count = 0;
        for (; rows.Read(); count++)
        {
            if (count == maxRows)
            {
                return WrongCount(maxRows);
            }

            rows.WriteTo(json);
        }

        json.WriteEndArray();
        json.Flush();
        var reader = new Utf8JsonReader(bytes.WrittenSpan);
        return count > 0 ? JsonElement.ParseValue(ref reader).EnumerateArray().ToList() : WrongCount(maxRows);
    }

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
        try
        {
            return StrictGb18030().GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
