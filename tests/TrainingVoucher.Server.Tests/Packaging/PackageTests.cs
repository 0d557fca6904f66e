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

    [Fact]
    public async Task Testing_AddedByAPartner_RunsTheServerAndTheSnippetOfItsReadme()
    {
        await sdk.PackTestingAsync();
        var readme = Repository.Read("server/TrainingVoucher.Testing/README.md");
        var snippet = readme.Split("```csharp\n")[1].Split("```")[0];
        var partner = new Consumer(sdk, "PartnerTests", ["TrainingVoucher", "TrainingVoucher.Testing"], $$"""
            using TrainingVoucher.Contracts;
            using TrainingVoucher.Testing;

            {{snippet}}
            Console.WriteLine($"{check.Usable} {redemption.Voucher.State} {redemption.Voucher.AmountFen}");
            """);

        await partner.BuildAsync();

        Assert.Equal("True Redeemed 50000", (await partner.RunAsync()).Trim());
    }

    [Fact]
    public async Task Testing_Packages_HoldTheirLibraryAndNameEachOther()
    {
        await sdk.PackTestingAsync();

        // Beside these two stand the versions pinned for what they bring along.
        Assert.Equal(["TrainingVoucher", "TrainingVoucher.Server"], (await ReadAsync("TrainingVoucher.Testing")).Dependencies.Where(id => id.StartsWith("TrainingVoucher", StringComparison.Ordinal)));
        Assert.Contains("TrainingVoucher", (await ReadAsync("TrainingVoucher.Server")).Dependencies, StringComparer.Ordinal);
        Assert.Equal(["README.md", "lib/net10.0/TrainingVoucher.Testing.dll", "lib/net10.0/TrainingVoucher.Testing.xml"], (await ReadAsync("TrainingVoucher.Testing")).Files);
        // NuGet packs the settings of the program beside the library; nobody reads them there.
        Assert.Equal(
            ["lib/net10.0/TrainingVoucher.Server.dll", "lib/net10.0/TrainingVoucher.Server.runtimeconfig.json", "lib/net10.0/TrainingVoucher.Server.xml"],
            (await ReadAsync("TrainingVoucher.Server")).Files);
    }

    private async Task<(IReadOnlyList<string> Files, IReadOnlyList<string> Dependencies)> ReadAsync(string id)
    {
        await using var package = await ZipFile.OpenReadAsync(sdk.FileOf(id));
        await using var stream = await package.GetEntry(id + ".nuspec")!.OpenAsync();
        var manifest = await XDocument.LoadAsync(stream, LoadOptions.None, CancellationToken.None);
        var files = package.Entries.Select(e => e.FullName).Where(name => name is "README.md" || name.StartsWith("lib/", StringComparison.Ordinal) || name.StartsWith("content", StringComparison.Ordinal) || name.StartsWith("build", StringComparison.Ordinal));
        var dependencies = manifest.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value);
        return ([.. files.Order(StringComparer.Ordinal)], [.. dependencies.Order(StringComparer.Ordinal)]);
    }
}
