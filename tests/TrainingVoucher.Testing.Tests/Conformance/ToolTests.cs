using System.Diagnostics;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Packaging;

namespace TrainingVoucher.Testing.Tests.Conformance;

public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("training-voucher-tool-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Tool_PackedAsBuiltAndInstalled_StartsItsServer()
    {
        var (feed, tool) = (Path.Combine(directory.FullName, "feed"), Path.Combine(directory.FullName, "tool"));
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        await DotnetCommand.RunAsync(ConformanceCommand.Root, "pack", "server/TrainingVoucher.Conformance", "--no-build", "--configuration", configuration, "--output", feed, "--nologo", "-nodeReuse:false", "-v:quiet");

        await DotnetCommand.RunAsync(directory.FullName, "tool", "install", "TrainingVoucher.Conformance", "--tool-path", tool, "--source", feed, "--prerelease");

        Assert.Single(Directory.EnumerateFiles(tool), file => Path.GetFileNameWithoutExtension(file) == "training-voucher-conformance");
        var command = Directory.EnumerateFiles(tool, "TrainingVoucher.Conformance.dll", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Single();
        var (exit, output) = await ProcessRun.ToEndAsync(new ProcessStartInfo("dotnet", [command, "--", "/nowhere/driver"]) { WorkingDirectory = directory.FullName });
        Assert.Contains("The program cannot be started", output, StringComparison.Ordinal);
        Assert.Equal(2, exit);
        Assert.True(File.Exists(Path.Combine(directory.FullName, "conformance-report", "report.html")));
    }
}
