using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.OpenApi;
using TrainingVoucher.Server.Tests.Tenancy;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>The document shows for each operation a call and its answer, as the contracts are now.</summary>
public sealed class ApiExamplesTests
{
    private const string Path = "server/TrainingVoucher.Server/OpenApi/examples.json";

    public static TheoryData<string> All => [.. Operations.All.Select(o => o.Id)];

    [Fact]
    public async Task Examples_AreOfTheOperationsAndNoOthers()
    {
        if (Environment.GetEnvironmentVariable("TV_UPDATE_DOCS") == "1")
        {
            await ExampleRecorder.CompleteAsync(Path);
        }

        var kept = JsonNode.Parse(Repository.Read(Path))!.AsObject().Select(e => e.Key);
        Assert.Equal(Operations.All.Select(o => o.Id).Order(StringComparer.Ordinal), kept);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Example_IsWhatTheContractsSay(string id)
    {
        var operation = Operations.All.Single(o => o.Id == id);
        var example = ApiExample.All[id];

        Assert.Equal(operation.Path.Contains("{id}", StringComparison.Ordinal), example.Id is not null);
        Assert.Equal(operation.Method != "GET" && operation.RequestType != typeof(Nothing), example.Request is not null);
        AssertReads(operation.RequestType, example.Request, isWhole: false);
        if (operation.GivesCsv)
        {
            Assert.Equal(JsonValueKind.String, example.Response!.GetValueKind());
        }
        else
        {
            AssertReads(operation.ResponseType, example.Response ?? new JsonObject(), isWhole: true);
        }
    }

    /// <summary>Every field is known; of an answer, all are there.</summary>
    private static void AssertReads(Type type, JsonNode? example, bool isWhole)
    {
        if (example is null)
        {
            return;
        }

        var info = Json.Options.GetTypeInfo(type);
        var written = JsonSerializer.SerializeToNode(example.Deserialize(info), info);
        Assert.True(isWhole ? JsonNode.DeepEquals(example, written) : IsIn(example, written), $"{example}\n{written}");
    }

    private static bool IsIn(JsonNode? part, JsonNode? whole) => (part, whole) switch
    {
        (JsonObject some, JsonObject all) => some.All(field => all.ContainsKey(field.Key) && IsIn(field.Value, all[field.Key])),
        (JsonArray some, JsonArray all) => some.Count == all.Count && some.Zip(all).All(pair => IsIn(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(part, whole),
    };
}
