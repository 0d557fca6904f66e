using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TrainingVoucher.Server.Http;

/// <summary>A CSV file as an answer, written row by row however many there are: UTF-8 with BOM, and nothing that a spreadsheet takes for a formula.</summary>
internal sealed class CsvFile : IAsyncDisposable
{
    private readonly StreamWriter text;
    private readonly CsvWriter csv;

    private CsvFile(Stream body)
    {
        text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
    }

    /// <summary>Begins the answer with the header of the file.</summary>
    public static async Task<CsvFile> BeginAsync(HttpContext context, string name, params string[] header)
    {
        Announce(context, name);
        return await BeginAsync(context.Response.Body, header);
    }

    /// <summary>Says that a file follows, and its name.</summary>
    public static void Announce(HttpContext context, string name)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
    }

    /// <summary>Begins a file with its header.</summary>
    public static async Task<CsvFile> BeginAsync(Stream body, params string[] header)
    {
        var file = new CsvFile(body);
        await file.WriteAsync(header);
        return file;
    }

    public Task WriteAsync(params string[] row)
    {
        foreach (var field in row)
        {
            csv.WriteField(field);
        }

        return csv.NextRecordAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync();
        await text.DisposeAsync();
    }
}
