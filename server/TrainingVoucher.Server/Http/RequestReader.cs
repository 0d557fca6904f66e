using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Reads bodies and queries: bounded before they are parsed, and held against their type as a whole.</summary>
internal static class RequestReader
{
    public const int MaxBody = 256 * 1024;
    public const int MaxBulk = 2 * 1024 * 1024;
    public const int MaxFile = 32 * 1024 * 1024;

    private static readonly Type[] Numbers = [typeof(int), typeof(long)];

    /// <summary>The body as bytes, or a refusal when it is larger than its kind may be.</summary>
    public static async Task<Outcome<byte[]>> BodyAsync(HttpRequest request, Operation operation)
    {
        var limit = operation.TakesCsv ? MaxFile : operation.IsBulk ? MaxBulk : MaxBody;
        if (request.ContentLength > limit)
        {
            return ErrorCodes.TooLarge;
        }

        if (request.ContentLength is { } length and <= MaxBody)
        {
            var bytes = new byte[length];
            await request.Body.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted);
            return bytes;
        }

        // One that is long, or does not say how long it is, takes memory only as it comes.
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
            {
                return ErrorCodes.TooLarge;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }

    public static Outcome<T> Json<T>(HttpRequest request, byte[] body)
    {
        if (typeof(T) == typeof(Nothing) && body.Length == 0)
        {
            return (T)(object)new Nothing();
        }

        if (!Is(request, "application/json"))
        {
            return ErrorCodes.UnsupportedMediaType;
        }

        using var json = JsonText.Parse(body);
        return json is null ? ErrorCodes.InvalidJson : Checked<T>(json.RootElement, []);
    }

    /// <summary>The query of a GET, read as if it were a flat JSON object.</summary>
    public static Outcome<T> Query<T>(HttpRequest request)
    {
        var fields = new JsonObject();
        var properties = Http.Json.Options.GetTypeInfo<T>().Properties.ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.Ordinal);
        var repeated = new List<FieldError>();
        foreach (var (name, values) in request.Query)
        {
            if (values.Count > 1)
            {
                repeated.Add(new(name, "duplicate", "Stands twice."));
                continue;
            }

            var isNumber = properties.TryGetValue(name, out var type) && Array.IndexOf(Numbers, Nullable.GetUnderlyingType(type) ?? type) >= 0;
            fields[name] = isNumber && long.TryParse(values.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(values.ToString());
        }

        return Checked<T>(JsonSerializer.SerializeToElement(fields), repeated);
    }

    public static bool Is(HttpRequest request, string mediaType) => request.ContentType == mediaType || (
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase));

    private static Outcome<T> Checked<T>(JsonElement json, IReadOnlyList<FieldError> known)
    {
        IReadOnlyList<FieldError> errors = [.. known, .. JsonShape.Check(json, typeof(T))];
        return errors.Count == 0
            ? json.Deserialize(Http.Json.Options.GetTypeInfo<T>())!
            : new Refusal(ErrorCodes.InvalidRequest, errors);
    }
}
