using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Sealing;

public sealed class VerifyLogCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task VerifyLog_AsSealed_SaysSo()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        await log.WriteAsync(2);

        Assert.Equal(0, await RunAsync(log, "verify-log", "--data", log.DataDirectory));
        Assert.Equal("All holds: 350 positions, 5 checkpoints. Not sealed yet: 2 rows.", _output.ToString().Trim());
    }

    [Fact]
    public async Task VerifyLog_AfterAChange_NamesThePositionAndFails()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        await log.TamperAsync("DELETE FROM journal WHERE id = 17");

        Assert.Equal(1, await RunAsync(log, "verify-log", "--data", log.DataDirectory));
        Assert.Equal("FAULT at position 16: its journal row 17 is missing.", _output.ToString().Trim());
    }

    [Fact]
    public async Task VerifyLog_WithAKeptCheckpoint_HoldsTheLogAgainstIt()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        var file = Path.Combine(log.DataDirectory, "kept.txt");
        var kept = await log.Store.ReadAsync(Checkpoints.LatestAsync, CancellationToken.None);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new Checkpoints(log.Keys).Encode(kept!)!) + "\n");

        Assert.Equal(0, await RunAsync(log, "verify-log", "--checkpoint", file, "--data", log.DataDirectory));
        await log.TamperAsync("DELETE FROM log_position WHERE position >= 343; DELETE FROM journal WHERE id > 343; DELETE FROM log_checkpoint WHERE size > 343; DELETE FROM log_tile WHERE level = 0 AND start >= 343; UPDATE log_state SET size = 343, watermark = 343, scan_from = 343, checkpoint = 343");
        Assert.Equal(0, await RunAsync(log, "verify-log", "--data", log.DataDirectory));
        Assert.Equal(1, await RunAsync(log, "verify-log", "--data", log.DataDirectory, "--checkpoint", file));
        Assert.Contains("FAULT at checkpoint 350: the one that was kept elsewhere is larger than the log", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyLog_WithAFileThatIsNoCheckpoint_DoesNotRun()
    {
        await using var log = await SealedStore.CreateAsync();
        var file = Path.Combine(log.DataDirectory, "kept.txt");
        Assert.Equal(2, await RunAsync(log, "verify-log", "--data", log.DataDirectory, "--checkpoint", file));
        await File.WriteAllTextAsync(file, "nonsense");
        Assert.Equal(2, await RunAsync(log, "verify-log", "--data", log.DataDirectory, "--checkpoint", file));
        Assert.Contains("does not hold a checkpoint", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyLog_WhereNoKeysAre_DoesNotRun()
    {
        await using var log = await SealedStore.CreateAsync();
        var elsewhere = Path.Combine(log.DataDirectory, "elsewhere");

        Assert.Equal(2, await RunAsync(log, "verify-log", "--data", elsewhere));
        Assert.False(Directory.Exists(elsewhere));
    }

    [Theory]
    [InlineData("verify-log")]
    [InlineData("verify-log", "--data")]
    [InlineData("verify-log", "--data", "a", "--data", "b")]
    [InlineData("verify-log", "--data", "a", "--other", "b")]
    [InlineData("verify-log", "--data", "a", "--checkpoint")]
    public async Task VerifyLog_WrongArguments_PrintsUsage(params string[] arguments)
    {
        await using var log = await SealedStore.CreateAsync();

        Assert.Equal(2, await RunAsync(log, arguments));
        Assert.StartsWith("usage:", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(SealedStore log, params string[] arguments) =>
        VerifyLogCommand.RunAsync(arguments, _ => log.Store, log.Time, _output, _error, CancellationToken.None);
}
