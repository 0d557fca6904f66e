using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>A call of an operation as a server took it, and its answer. <c>examples.json</c> has one for each; the tests record what is missing there.</summary>
internal sealed record ApiExample
{
    private static readonly Lazy<IReadOnlyDictionary<string, ApiExample>> Recorded = new(Load);

    /// <summary>What stands in the path.</summary>
    public string? Id { get; init; }

    /// <summary>The fields of the query.</summary>
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    public JsonNode? Request { get; init; }

    /// <summary>The answer; a text where it is a file.</summary>
    public JsonNode? Response { get; init; }

    /// <summary>The examples by the ids of their operations.</summary>
    public static IReadOnlyDictionary<string, ApiExample> All => Recorded.Value;

    public static ApiExample Of(Operation operation) => All.GetValueOrDefault(operation.Id) ?? new();

    /// <summary>How the refusal reads.</summary>
    public static OpenApiExample Of(ErrorCode code)
    {
        FieldError[] errors = code == ErrorCodes.InvalidRequest ? [new("limit", "out_of_range", "Must be 1 to 200.")] : [];
        return new OpenApiExample { Summary = code.English, Value = JsonNode.Parse(Problems.Render(new(code, errors), "0af7651916cd43dd8448eb211c80319c")) };
    }

    private static Dictionary<string, ApiExample> Load()
    {
        using var stream = typeof(ApiExample).Assembly.GetManifestResourceStream(typeof(ApiExample), "examples.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, ApiExample>>(stream, JsonSerializerOptions.Web)!;
    }
}
