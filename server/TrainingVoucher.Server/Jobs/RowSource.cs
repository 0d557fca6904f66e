using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Jobs;

/// <summary>Some rows of an upload, as a JSON list.</summary>
internal sealed record RowChunk(int Count, ReadOnlyMemory<byte> Bytes);

/// <summary>The rows of a request body, CSV of any length or JSON as short as elsewhere, given chunk by chunk.</summary>
internal sealed class RowSource(HttpContext context, Operation operation, JobLimits limits) : IDisposable
{
    private const int MaxJsonRows = 100_000;

    private readonly ArrayBufferWriter<byte> bytes = new(64 * 1024);
    private CsvText? text;
    private CsvRows? csv;
    private IEnumerator<JsonElement>? json;

    public int MaxRows => csv is null ? Math.Min(MaxJsonRows, limits.Rows) : limits.Rows;

    /// <summary>Reads what stands before the rows.</summary>
    public async Task<Refusal?> OpenAsync<TRequest, TRow>()
    {
        if (!RequestReader.Is(context.Request, "text/csv"))
        {
            return await OpenJsonAsync<TRequest>();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            bound.MaxRequestBodySize = JobLimits.Bytes;
        }

        if (context.Request.ContentLength > JobLimits.Bytes)
        {
            return ErrorCodes.TooLarge;
        }

        text = new CsvText(context.Request.Body);
        csv = new CsvRows(text, typeof(TRow));
        return await csv.ReadAsync() ? csv.TakeHeader() : ErrorCodes.InvalidCsv;
    }

    /// <summary>The next rows; nothing at the end.</summary>
    public async Task<RowChunk?> NextAsync()
    {
        bytes.Clear();
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartArray();
        var count = 0;
        while (count < limits.ChunkRows && await WriteNextAsync(writer))
        {
            count++;
        }

        writer.WriteEndArray();
        await writer.FlushAsync();
        return count > 0 ? new RowChunk(count, bytes.WrittenMemory) : null;
    }

    public void Dispose()
    {
        csv?.Dispose();
        text?.Dispose();
        json?.Dispose();
    }

    private async Task<bool> WriteNextAsync(Utf8JsonWriter writer)
    {
        if (csv is not null)
        {
            text!.BeginRow();
            if (!await csv.ReadAsync())
            {
                return false;
            }

            csv.WriteTo(writer);
            return true;
        }

        if (!json!.MoveNext())
        {
            return false;
        }

        json.Current.WriteTo(writer);
        return true;
    }

    private async Task<Refusal?> OpenJsonAsync<TRequest>()
    {
        var body = await RequestReader.BodyAsync(context.Request, operation);
        if (body.Refusal is { } tooLarge)
        {
            return tooLarge;
        }

        if (!RequestReader.Is(context.Request, "application/json"))
        {
            return ErrorCodes.UnsupportedMediaType;
        }

        using var document = JsonText.Parse(body.Value);
        if (document is null)
        {
            return ErrorCodes.InvalidJson;
        }

        var opened = UploadReader.Open<TRequest>(document.RootElement.Clone(), MaxRows);
        json = opened.Refusal is null ? opened.Value.Rows.GetEnumerator() : null;
        return opened.Refusal;
    }
}
