using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Reads rows from JSON or CSV. A row that is not well-formed is reported by its number and leaves the others alone.</summary>
internal static class UploadReader
{
    public static Outcome<Upload<TRequest, TRow>> Read<TRequest, TRow>(HttpRequest message, byte[] body, int maxRows)
    {
        if (RequestReader.Is(message, "text/csv"))
        {
            var rows = CsvReading.Rows(body, typeof(TRow), maxRows);
            if (rows.Refusal is { } refusal)
            {
                return refusal;
            }

            var request = Envelope<TRequest>(new JsonObject { ["rows"] = new JsonArray() });
            return request.Refusal is { } wrong ? wrong : Sort<TRequest, TRow>(request.Value, rows.Value, 0);
        }

        if (!RequestReader.Is(message, "application/json"))
        {
            return ErrorCodes.UnsupportedMediaType;
        }

        using var json = JsonText.Parse(body);
        return json is null ? ErrorCodes.InvalidJson : FromJson<TRequest, TRow>(json.RootElement, maxRows);
    }

    private static Outcome<Upload<TRequest, TRow>> FromJson<TRequest, TRow>(JsonElement json, int maxRows)
    {
        var opened = Open<TRequest>(json, maxRows);
        return opened.Refusal is { } refusal ? refusal : Sort<TRequest, TRow>(opened.Value.Request, opened.Value.Rows, 0);
    }

    /// <summary>The request without its rows, and the rows unread.</summary>
    public static Outcome<(TRequest Request, IEnumerable<JsonElement> Rows)> Open<TRequest>(JsonElement json, int maxRows)
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

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var request = Envelope<TRequest>(envelope);
        return request.Refusal is { } wrong ? wrong : (request.Value, rows.EnumerateArray());
    }

    private static Outcome<TRequest> Envelope<TRequest>(JsonObject envelope)
    {
        var head = JsonSerializer.SerializeToElement(envelope);
        var errors = JsonShape.Check(head, typeof(TRequest));
        if (errors.Count > 0)
        {
            return new Refusal(ErrorCodes.InvalidRequest, errors);
        }

        return head.Deserialize(Json.Options.GetTypeInfo<TRequest>())!;
    }

    /// <summary>Parts well-formed rows from the others; they are counted on from <paramref name="before"/>.</summary>
    public static Upload<TRequest, TRow> Sort<TRequest, TRow>(TRequest request, IEnumerable<JsonElement> rows, int before)
    {
        var (good, bad, number) = (new List<UploadRow<TRow>>(), new List<RowError>(), before);
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

        return new Upload<TRequest, TRow>(request, good, bad);
    }
}
