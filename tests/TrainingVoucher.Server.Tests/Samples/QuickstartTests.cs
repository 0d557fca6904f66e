using System.Diagnostics;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>Runs the built sample as its users do: as a process of its own.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-quickstart-");

    public void Dispose() => _temp.Delete(recursive: true);

    [Fact]
    public async Task Quickstart_Run_HoldsEveryExpectationAndCleansUp()
    {
        var (exit, output) = await RunAsync();

        Assert.True(exit == 0, output);
        Assert.Matches("OK: all [0-9]+ expectations held", output);
        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
        foreach (var milestone in (string[])
        [
            "300 good rows are kept, 5 bad ones left out", "maker_is_checker", "280 vouchers are claimed", "checked offline",
            "holder_proof_required", "already_redeemed", "wrong_institution", "holder_mismatch", "token_signature", "code_check",
            "expired", "sold_out", "already_claimed", "a settled code is void: settled", "the balances add up to the appropriation",
        ])
        {
            Assert.Contains(milestone, output, StringComparison.Ordinal);
        }

        Assert.All(output.Split('\n'), line => Assert.True(line.Sum(c => c >= '\u2E80' ? 2 : 1) <= 80, line));
        Assert.Empty(_temp.GetDirectories("training-voucher-*"));
    }

    [Theory]
    [InlineData("--kepe")]
    [InlineData("--keep", "now")]
    public async Task Quickstart_WrongOption_PrintsUsage(params string[] arguments)
    {
        var (exit, output) = await RunAsync(arguments);
        Assert.Equal(2, exit);
        Assert.StartsWith("usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_Help_PrintsUsage()
    {
        var (exit, output) = await RunAsync("--help");
        Assert.Equal(0, exit);
        Assert.StartsWith("usage:", output, StringComparison.Ordinal);
    }

    private Task<(int Exit, string Output)> RunAsync(params string[] arguments) => ProcessRun.ToEndAsync(
        new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("Quickstart"), .. arguments])
        {
            Environment = { ["TMPDIR"] = _temp.FullName, ["TMP"] = _temp.FullName },
        });
}
