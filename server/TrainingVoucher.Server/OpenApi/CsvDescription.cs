using Microsoft.OpenApi;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes the CSV file that may stand for a body of rows.</summary>
internal static class CsvDescription
{
    public static OpenApiSchema Of(Type request)
    {
        var rows = Json.Options.GetTypeInfo(request).Properties.Single(p => p.Name == "rows");
        var columns = Json.Options.GetTypeInfo(Json.Options.GetTypeInfo(rows.PropertyType).ElementType!).Properties;
        var names = columns.Select(c => $"`{c.Name}`{(c.IsRequired ? "" : " (optional)")}");
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = $"One line per row under a header that names the columns in any order: {string.Join(", ", names)}. "
                + "UTF-8 with or without BOM, UTF-16 with BOM, or GB18030; separated by comma, semicolon or tab.",
        };
    }
}
