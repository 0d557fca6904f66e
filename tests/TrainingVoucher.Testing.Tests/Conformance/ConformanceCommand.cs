using System.Text.Json;
using TrainingVoucher.Conformance;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>The command as somebody runs it, with a program as a process of its own.</summary>
internal sealed class ConformanceCommand : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("training-voucher-conformance-test-");

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    /// <summary>What the command is said to do.</summary>
    public static string Document => File.ReadAllText(Path.Combine(Root, "docs", "conformance.md"));

    /// <summary>The driver of the samples, as it was built together with these tests.</summary>
    public static IReadOnlyList<string> Reference
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            var driver = Path.Combine(Root, "samples", "ConformanceDriver", "bin", here.Parent!.Name, here.Name, "ConformanceDriver.dll");
            return [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", driver];
        }
    }

    public string Folder => directory.FullName;

    public string Told { get; private set; } = "";

    public string Faults { get; private set; } = "";

    public string Html => File.ReadAllText(Path.Combine(directory.FullName, "report.html"));

    public string Json => File.ReadAllText(Path.Combine(directory.FullName, "report.json"));

    public JsonElement Report => JsonDocument.Parse(Json).RootElement;

    /// <summary>Runs it to its end and gives the exit code.</summary>
    public async Task<int> RunAsync(params string[] args)
    {
        using var told = new StringWriter();
        using var faults = new StringWriter();
        var exit = await Command.RunAsync(args, told, faults, CancellationToken.None);
        (Told, Faults) = (told.ToString(), faults.ToString());
        return exit;
    }

    public void Dispose() => directory.Delete(recursive: true);
}
