using System.Security.Cryptography;

namespace TrainingVoucher.Server.Tests.Packaging;

/// <summary>
/// The SDK packed under a version nobody else has, into a folder of its own: the committed feed stays empty and the machine's
/// package cache never sees it. Packages that are already there are read from that cache, so that no network is needed.
/// </summary>
public sealed class PackedSdk : IAsyncLifetime
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("tv-package-");

    private Task? _testing;

    public string Version { get; } = $"0.1.0-test.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public string Work => _work.FullName;

    public string File => FileOf("TrainingVoucher");

    private string Feed => Path.Combine(Work, "feed");

    public async Task InitializeAsync()
    {
        await BuildAsync("pack", "sdk/TrainingVoucher", "--output", Feed);
    }

    public Task DisposeAsync()
    {
        _work.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Packs, once, the server and what starts it in a partner's tests.</summary>
    internal Task PackTestingAsync() => _testing ??= PackServerAsync();

    private async Task PackServerAsync()
    {
        foreach (var project in new[] { "server/TrainingVoucher.Server", "server/TrainingVoucher.Testing" })
        {
            await BuildAsync("pack", project, "--output", Feed, "-p:OpenApiGenerateDocumentsOnBuild=false");
        }
    }

    internal string FileOf(string package) => Path.Combine(Feed, $"{package}.{Version}.nupkg");

    internal async Task<string> BuildAsync(string command, string project, params string[] more)
    {
        var known = await DotnetCommand.RunAsync(Repository.Root, "nuget", "locals", "global-packages", "--list");
        Directory.CreateDirectory(Feed);
        return await DotnetCommand.RunAsync(
            Repository.Root,
            [
                command, project, "--artifacts-path", Path.Combine(Work, "artifacts"), "-p:Version=" + Version, "-p:RestoreSources=" + Feed,
                "-p:RestorePackagesPath=" + Path.Combine(Work, "packages"), "-p:RestoreFallbackFolders=" + known[(known.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
                "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-nodeReuse:false", "--nologo", "-v:quiet", .. more,
            ]);
    }
}
