using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Tests;

namespace TrainingVoucher.Testing.Tests;

public sealed class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-readme-");

    private static string Here => Path.GetDirectoryName(ThisFile())!;

    private static string Samples => Path.Combine(Here, "..", "..", "samples");

    public void Dispose() => _temp.Delete(recursive: true);

    [Fact]
    public void Readme_CodeBlocks_AreTheCompiledSnippets()
    {
        ReadmeBlocks.AssertCompiled(Path.Combine(Here, "..", "..", "server", "TrainingVoucher.Testing", "README.md"), Path.Combine(Here, "ReadmeSnippets.cs"));
    }

    [Theory]
    [InlineData("BankApp")]
    [InlineData("CoursePlatform")]
    public async Task ReadmeOfAWebApp_CodeBlocks_GiveTheSettingsOfTheSample(string sample)
    {
        ReadmeBlocks.AssertCompiled(Path.Combine(Samples, sample, "README.md"), Path.Combine(Here, $"{sample}Snippets.cs"));
        var key = Path.Combine(_temp.FullName, "app.pem");

        IReadOnlyDictionary<string, string> variables = sample == "BankApp" ? await BankAppSnippets.RunAsync(key) : await CoursePlatformSnippets.RunAsync(key);

        var example = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, sample, "appsettings.json")))!;
        Assert.All(variables.Keys, name => Assert.NotNull(name.Split("__").Aggregate((JsonNode?)example, (node, part) => node is JsonArray list ? list[int.Parse(part)] : node?[part])));
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanGunReadme_CodeBlocks_WriteTheSettingsOfTheSample()
    {
        ReadmeBlocks.AssertCompiled(Path.Combine(Samples, "ScanGun", "README.md"), Path.Combine(Here, "ScanGunSnippets.cs"));
        var (key, settings) = (Path.Combine(_temp.FullName, "scangun.pem"), Path.Combine(_temp.FullName, "scangun.json"));

        await ScanGunSnippets.RunAsync(key, settings);

        var example = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, "ScanGun", "scangun.example.json")))!.AsObject();
        Assert.Subset(example.Select(p => p.Key).ToHashSet(), JsonNode.Parse(await File.ReadAllTextAsync(settings))!.AsObject().Select(p => p.Key).ToHashSet());
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_CodeBlocks_RunToTheirEnd()
    {
        var services = new ServiceCollection();

        Assert.Equal("10 True Claimed 50000 already_redeemed", await ReadmeSnippets.RunAsync(services));
        Assert.Contains(services, s => s.ServiceType == typeof(TrainingVoucherClient));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
