using System.Text.Json;
using System.Text.Unicode;

namespace TrainingVoucher.Server.Http;

/// <summary>Takes a body apart as JSON: UTF-8 throughout, not deep, and without escapes that stand for no text.</summary>
internal static class JsonText
{
    /// <summary>The JSON; nothing when it is none. Repeated fields are left for the check of the shape to name.</summary>
    public static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return Utf8.IsValid(body) && (!body.AsSpan().Contains((byte)'\\') || EscapesAreText(body))
                ? JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Json.MaxDepth, AllowDuplicateProperties = true })
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A lone surrogate can be escaped in JSON and cannot be read as text.</summary>
    private static bool EscapesAreText(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Json.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
