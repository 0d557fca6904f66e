using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.OpenApi;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>Records the calls of the matrix as examples, where there is none yet; what is there stays, so that the document does not change by itself.</summary>
internal static partial class ExampleRecorder
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static async Task CompleteAsync(string path)
    {
        var file = Path.Combine(Repository.Root, path);
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        var examples = Operations.All.Where(o => kept.ContainsKey(o.Id)).ToDictionary(o => o.Id, o => kept[o.Id]!.DeepClone(), StringComparer.Ordinal);
        foreach (var operation in Operations.All.Where(o => !examples.ContainsKey(o.Id)))
        {
            // Each in a city of its own, where no call before has used anything up.
            var matrix = new TenantMatrix();
            await matrix.InitializeAsync();
            await matrix.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
            examples[operation.Id] = JsonSerializer.SerializeToNode(await RecordAsync(matrix, operation), Written)!;
            await matrix.DisposeAsync();
        }

        var all = new JsonObject(examples.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, e.Value)));
        await File.WriteAllTextAsync(file, all.ToJsonString(Written) + "\n");
    }

    /// <summary>The answer is left out when it was a refusal: it is to be written by hand then.</summary>
    private static async Task<ApiExample> RecordAsync(TenantMatrix matrix, Operation operation)
    {
        var role = TenantMatrix.Roles.FirstOrDefault(r => operation.Audience.HasFlag(r));
        var call = operation.Audience == Audience.Public
            ? new FilledCall(operation, operation.Path, "{}", new Dictionary<string, string>(StringComparer.Ordinal))
            : await MatrixCalls.Of(operation, role).FillAsync(matrix.Owner.AnewAsync);
        var answer = await matrix.SendAsync(operation.Audience == Audience.Public ? null : matrix.Owner.Parties[role], call);
        var address = call.Address.Split('?');
        return new ApiExample
        {
            Id = operation.Path.Contains("{id}", StringComparison.Ordinal) ? address[0].Split('/')[operation.Path.Split('/').IndexOf("{id}")] : null,
            Query = address.Length > 1 ? QueryHelpers.ParseQuery(address[1]).ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal) : null,
            Request = call.Body.Length > 0 && operation.Method != "GET" ? JsonNode.Parse(Known(call.Body)) : null,
            Response = answer.Status != 200 ? null : operation.GivesCsv ? JsonValue.Create(answer.Text) : JsonNode.Parse(Known(answer.Text)),
        };
    }

    /// <summary>Made-up persons are those of the sandbox, and secrets nobody's.</summary>
    private static string Known(string text) => Secret().Replace(Document().Replace(text, "33010019900312001X"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    [GeneratedRegex("(?<![0-9])[0-9]{17}[0-9X]", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Document();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Secret();
}
