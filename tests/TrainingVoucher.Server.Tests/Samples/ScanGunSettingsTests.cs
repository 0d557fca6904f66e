using System.Diagnostics;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>Settings that cannot be used: the program says all that is wrong and does not start.</summary>
public sealed class ScanGunSettingsTests : IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-scangun-");

    public void Dispose() => _temp.Delete(recursive: true);

    [Fact]
    public async Task Start_EverythingWrong_SaysAllOfItAtOnce()
    {
        var (exit, output) = await RunAsync("""{ "server": "http://vouchers.example", "clientId": "x", "keyId": "y", "language": "fr", "courses": [ null ] }""");

        Assert.Equal(2, exit);
        foreach (var part in (string[])["privateKeyFile", "https", "Client.ClientId", "Client.KeyId", "language", "courses"])
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "sever": "https://vouchers.example" }""")]
    [InlineData("""{ "courses": [ { "name": "x", "project": "welder", "level": 5 } ] }""")]
    public async Task Start_FileOfAnotherShape_NamesTheFile(string json)
    {
        var (exit, output) = await RunAsync(json);

        Assert.Equal(2, exit);
        Assert.StartsWith(_temp.FullName, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyFileThatOthersRead_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_temp.FullName, "scangun.pem"), TestKey.New().Pem);

        var (exit, output) = await RunAsync("""{ "courses": [ { "name": "x", "project": "welder", "level": 5, "endsOn": "2026-10-01" } ] }""", ("SCANGUN_SERVER", "https://vouchers.example"));

        Assert.Equal(2, exit);
        Assert.Contains("chmod 600", output, StringComparison.Ordinal);
        Assert.DoesNotContain("BaseAddress", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--colour", 2)]
    public async Task Start_Option_PrintsUsage(string option, int expected)
    {
        var (exit, output) = await ProcessRun.ToEndAsync(new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("ScanGun"), option]));

        Assert.Equal(expected, exit);
        Assert.StartsWith("usage: ScanGun", output, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output)> RunAsync(string json, params (string Name, string Value)[] variables)
    {
        var file = Path.Combine(_temp.FullName, "scangun.json");
        await File.WriteAllTextAsync(file, json);
        var start = new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("ScanGun"), file]);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return await ProcessRun.ToEndAsync(start);
    }
}
