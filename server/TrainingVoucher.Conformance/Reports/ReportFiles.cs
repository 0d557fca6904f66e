using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingVoucher.Conformance.Reports;

/// <summary>A report as files, for people and for programs.</summary>
internal static class ReportFiles
{
    public const string Html = "report.html";
    public const string Json = "report.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task WriteAsync(Report report, string directory, CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(directory, Json), JsonSerializer.Serialize(report, Options) + "\n", ct);
        await File.WriteAllTextAsync(Path.Combine(directory, Html), HtmlReport.Of(report), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), ct);
    }
}
