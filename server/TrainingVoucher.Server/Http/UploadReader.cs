using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Reads rows from JSON or CSV. A row that is not well-formed is reported by its number and leaves the others alone.</summary>
internal static class UploadReader
{
    public static Outcome<Upload<TRequest, TRow>> Read<TRequest, TRow>(HttpRequest request, byte[] body, int maxRows)
    {
        if (RequestReader.Is(request, "text/csv"))
        {
            var rows = CsvReading.Rows(body, typeof(TRow), maxRows);
            return rows.Refusal is { } refusal ? refusal : Sort<TRequest, TRow>(new JsonObject { ["rows"] = new JsonArray() }, rows.Value);
        }

        if (!RequestReader.Is(request, "application/json"))
        {
            return ErrorCodes.UnsupportedMediaType;
        }

        using var json = JsonText.Parse(body);
        return json is null ? ErrorCodes.InvalidJson : FromJson<TRequest, TRow>(json.RootElement, maxRows);
    }

    private static Outcome<Upload<TRequest, TRow>> FromJson<TRequest, TRow>(JsonElement json, int maxRows)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            return new Refusal(ErrorCodes.InvalidRequest, [new("rows", "required", "Must be a list.")]);
        }

        var fields = new Fields().Range(rows.GetArrayLength(), "rows", 1, maxRows);
        var envelope = new JsonObject();
        foreach (var field in json.EnumerateObject())
        {
            fields.Must(!envelope.ContainsKey(field.Name), field.Name, "duplicate", "Stands twice.");
            envelope[field.Name] = field.NameEquals("rows") ? new JsonArray() : JsonNode.Parse(field.Value.GetRawText());
        }

        return fields.Refusal is { } refusal ? refusal : Sort<TRequest, TRow>(envelope, rows.EnumerateArray());
    }

    private static Outcome<Upload<TRequest, TRow>> Sort<TRequest, TRow>(JsonObject envelope, IEnumerable<JsonElement> rows)
    {
        var head = JsonSerializer.SerializeToElement(envelope);
        var errors = JsonShape.Check(head, typeof(TRequest));
        if (errors.Count > 0)
        {
            return new Refusal(ErrorCodes.InvalidRequest, errors);
        }

        var (good, bad, number) = (new List<UploadRow<TRow>>(), new List<RowError>(), 0);
        foreach (var row in rows)
        {
            number++;
            var wrong = JsonShape.Check(row, typeof(TRow));
            bad.AddRange(wrong.Select(e => new RowError(number, e.Field, e.Reason, e.Message)));
            if (wrong.Count == 0)
            {
                good.Add(new(number, row.Deserialize(Json.Options.GetTypeInfo<TRow>())!));
            }
        }

        return new Upload<TRequest, TRow>(head.Deserialize(Json.Options.GetTypeInfo<TRequest>())!, good, bad);
    }
}
