using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.OpenApi;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Tests.Http;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>Holds the served document against what is declared.</summary>
public sealed class ApiDocumentTests(ServedDocument served) : IClassFixture<ServedDocument>
{
    private static readonly string[] NoOperation = ["GET /healthz", "POST /oauth2/token"];

    public static TheoryData<string> All => EdgeServer.Every;

    [Fact]
    public void Document_AsServed_IsTheCommittedOne()
    {
        var text = served.Text;

        Repository.MustBe("docs/openapi.json", text);
    }

    [Fact]
    public void Document_Served_IsTheOperationsAndNoOthers()
    {
        var paths = served.Root.GetProperty("paths");
        var described = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"));

        Assert.Equal(
            Operations.All.Select(o => $"{o.Method} {o.Path}").Concat(NoOperation).Order(StringComparer.Ordinal),
            described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Operation_IsDescribedWhole(string id)
    {
        var operation = EdgeServer.Find(id);
        var document = served.Root;
        var described = document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.ToLowerInvariant());

        Assert.Equal(operation.Id, described.GetProperty("operationId").GetString());
        Assert.Equal(operation.Summary, described.GetProperty("summary").GetString());
        Assert.Equal(operation.Audience != Audience.Public, described.TryGetProperty("security", out _));
        Assert.Equal(
            Roles.All.Where(r => operation.Audience.HasFlag(r.Audience)).Select(r => r.Name),
            described.TryGetProperty(Security.RolesExtension, out var roles) ? roles.EnumerateArray().Select(r => r.GetString()!) : []);
        Assert.Equal(operation.Method != "GET" && operation.RequestType != typeof(Nothing), described.TryGetProperty("requestBody", out var body));
        Assert.Equal(operation.TakesCsv, body.ValueKind == JsonValueKind.Object && body.GetProperty("content").TryGetProperty("text/csv", out _));
        Assert.True(described.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(operation.GivesCsv ? "text/csv" : "application/json", out _));
        Assert.Equal(
            GeneralRefusals.AllOf(operation).Select(c => $"{c.Status} {c.Code}").Order(StringComparer.Ordinal),
            Codes(document, described).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryCode_InTheDocument_Exists()
    {
        var document = served.Root;
        var codes = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).SelectMany(o => Codes(document, o.Value)).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Equal(code.Split(' ')[0], ErrorCodes.Find(code.Split(' ')[1])?.Status.ToString()));
    }

    [Fact]
    public void EveryName_IsInCamelCase_AndDescribed()
    {
        var schemas = served.Root.GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();

        Assert.NotEmpty(schemas);
        Assert.All(schemas, schema => Assert.True(schema.Value.GetProperty("description").GetString()?.Length > 0, schema.Name));
        foreach (var field in schemas.Where(s => s.Value.TryGetProperty("properties", out _)).SelectMany(s => s.Value.GetProperty("properties").EnumerateObject()))
        {
            Assert.Matches("^[a-z][A-Za-z0-9]*$", field.Name);
            Assert.True(field.Value.GetProperty("description").GetString()?.Length > 0, field.Name);
        }
    }

    [Fact]
    public void EveryReference_Resolves()
    {
        var document = served.Root;
        var text = served.Text;
        foreach (var target in text.Split("\"$ref\": \"#/").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            Assert.NotEqual(JsonValueKind.Undefined, target.Split('/').Aggregate(document, (at, name) => at.GetProperty(name)).ValueKind);
        }
    }

    private static IEnumerable<string> Codes(JsonElement document, JsonElement operation)
    {
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            var described = response.Value.TryGetProperty("$ref", out var target)
                ? document.GetProperty("components").GetProperty("responses").GetProperty(target.GetString()!.Split('/')[^1])
                : response.Value;
            if (described.TryGetProperty(OperationDescription.Codes, out var codes))
            {
                foreach (var code in codes.EnumerateArray())
                {
                    yield return $"{response.Name} {code.GetString()}";
                }
            }
        }
    }

}

/// <summary>The document of a running server, asked for and read once.</summary>
public sealed class ServedDocument : IAsyncLifetime
{
    public string Text { get; private set; } = "";

    public JsonElement Root { get; private set; }

    public async Task InitializeAsync()
    {
        await using var server = await TestServer.StartAsync();
        Text = await server.Http.GetStringAsync(new Uri(ApiDocument.Path, UriKind.Relative));
        Root = JsonDocument.Parse(Text).RootElement;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
