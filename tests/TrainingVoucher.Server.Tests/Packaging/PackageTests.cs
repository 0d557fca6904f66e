using System.IO.Compression;
using System.Xml.Linq;

namespace TrainingVoucher.Server.Tests.Packaging;

public sealed class PackageTests(PackedSdk sdk) : IClassFixture<PackedSdk>
{
    [Fact]
    public async Task Package_Contents_AreLibraryDocsAndReadmeAlone()
    {
        await using var package = await ZipFile.OpenReadAsync(sdk.File);

        var files = package.Entries.Select(e => e.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(
            ["README.md", "TrainingVoucher.nuspec", "[Content_Types].xml", "lib/net10.0/TrainingVoucher.dll", "lib/net10.0/TrainingVoucher.xml"],
            files.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.True(package.GetEntry("lib/net10.0/TrainingVoucher.xml")!.Length > 10_000);
    }

    [Fact]
    public async Task Package_Manifest_NamesLicenceReadmeAndTheIntendedDependencies()
    {
        await using var package = await ZipFile.OpenReadAsync(sdk.File);
        await using var stream = await package.GetEntry("TrainingVoucher.nuspec")!.OpenAsync();
        var metadata = (await XDocument.LoadAsync(stream, LoadOptions.None, CancellationToken.None)).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Equal("TrainingVoucher", Value("id"));
        Assert.Equal(sdk.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal(
            ["Microsoft.Extensions.DependencyInjection.Abstractions", "Polly.Core"],
            metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Quickstart_AgainstThePackage_BuildsAndRunsToItsEnd()
    {
        await sdk.BuildAsync("build", "samples/Quickstart", "-p:UseSdkPackage=true");
        var built = Path.Combine(sdk.Work, "artifacts", "bin", "Quickstart", "debug");

        Assert.Contains($"\"TrainingVoucher/{sdk.Version}\"", await File.ReadAllTextAsync(Path.Combine(built, "Quickstart.deps.json")), StringComparison.Ordinal);
        Assert.NotEmpty(await DotnetCommand.RunAsync(sdk.Work, Path.Combine(built, "Quickstart.dll")));
    }
}
