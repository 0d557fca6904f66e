using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>What a sandbox says about itself leads into it.</summary>
public sealed class SandboxDocumentTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("https://vouchers.example.org")]
    [InlineData("https://vouchers.example.org/base/")]
    public async Task Metadata_OfOAuth_NamesTheSandboxAtBothAddresses(string? issuer)
    {
        await using var scene = await SandboxScene.StartAsync(o => o.Issuer = issuer);
        var expected = (issuer?.TrimEnd('/') ?? scene.Server.Address) + "/sandbox";

        foreach (var path in new[] { "/sandbox/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/sandbox" })
        {
            var metadata = await ReadAsync(scene, path);
            Assert.Equal((expected, expected + "/oauth2/token"), (metadata.GetProperty("issuer").GetString(), metadata.GetProperty("token_endpoint").GetString()));
        }

        Assert.NotEqual(expected, (await ReadAsync(scene, "/.well-known/oauth-authorization-server")).GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Metadata_BelowThatAddress_IsNotFound()
    {
        await using var scene = await SandboxScene.StartAsync();
        using var answer = await scene.Server.Http.GetAsync(new Uri("/.well-known/oauth-authorization-server/sandbox/more", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task OpenApi_OfTheSandbox_LeadsIntoIt()
    {
        await using var scene = await SandboxScene.StartAsync();
        var (inside, outside) = (await ReadAsync(scene, "/sandbox/openapi/v1.json"), await ReadAsync(scene, "/openapi/v1.json"));

        Assert.Equal("/sandbox", inside.GetProperty("servers").EnumerateArray().Single().GetProperty("url").GetString());
        Assert.Equal("/sandbox/oauth2/token", TokenUrl(inside));
        Assert.Equal("/oauth2/token", TokenUrl(outside));
        Assert.False(outside.TryGetProperty("servers", out var servers) && servers.GetArrayLength() > 0);
    }

    [Fact]
    public void Persons_AreValidDistinctAndListedInTheGuide()
    {
        var guide = Repository.Read("docs/api.md");

        Assert.Distinct(SandboxPersons.All.Select(p => p.Document.Number), StringComparer.Ordinal);
        foreach (var person in SandboxPersons.All)
        {
            Assert.Equal(DocumentFault.None, DocumentNumbers.Check(person.Document.Type, person.Document.Number, out _));
            Assert.StartsWith("330100", person.Document.Number, StringComparison.Ordinal);
            Assert.Contains($"| {person.Name} | {person.Document.Number} |", guide, StringComparison.Ordinal);
            Assert.DoesNotContain(person.Document.Number, person.ToString(), StringComparison.Ordinal);
        }
    }

    private static string? TokenUrl(JsonElement document) => document.GetProperty("components").GetProperty("securitySchemes").GetProperty("partner")
        .GetProperty("flows").GetProperty("clientCredentials").GetProperty("tokenUrl").GetString();

    private static async Task<JsonElement> ReadAsync(SandboxScene scene, string path) =>
        JsonDocument.Parse(await scene.Server.Http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
