using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;
using TrainingVoucher.Tests;

namespace TrainingVoucher.Testing.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreTheCompiledSnippets()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        ReadmeBlocks.AssertCompiled(Path.Combine(here, "..", "..", "server", "TrainingVoucher.Testing", "README.md"), Path.Combine(here, "ReadmeSnippets.cs"));
    }

    [Fact]
    public async Task ScanGunReadme_CodeBlocks_WriteTheSettingsOfTheSample()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        ReadmeBlocks.AssertCompiled(Path.Combine(here, "..", "..", "samples", "ScanGun", "README.md"), Path.Combine(here, "ScanGunSnippets.cs"));
        var directory = Directory.CreateTempSubdirectory("tv-scangun-");
        var (key, settings) = (Path.Combine(directory.FullName, "scangun.pem"), Path.Combine(directory.FullName, "scangun.json"));

        await ScanGunSnippets.RunAsync(key, settings);

        var example = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(here, "..", "..", "samples", "ScanGun", "scangun.example.json")))!.AsObject();
        Assert.Subset(example.Select(p => p.Key).ToHashSet(), JsonNode.Parse(await File.ReadAllTextAsync(settings))!.AsObject().Select(p => p.Key).ToHashSet());
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(key), StringComparison.Ordinal);
        directory.Delete(recursive: true);
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
