using TrainingVoucher.Server.Storage.Sqlite;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-data-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Copy => Path.Combine(_data.FullName, "copy.db");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Backup_BesideAWriter_IsOneFileOfWhatWasCommitted()
    {
        var options = new ServerOptions { DataDirectory = _data.FullName };
        using var store = (SqliteStore)ServerHost.OpenStore(options);
        await store.MigrateAsync(CancellationToken.None);
        await store.ChangeAsync(session => session.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('kept', '1')"), CancellationToken.None);

        await store.ChangeAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('under way', '1')");
                await session.FlushAsync();
                Assert.True(await RunAsync("backup", "--data", _data.FullName, "--to", Copy) == 0, _error.ToString());
                return true;
            },
            CancellationToken.None);

        Assert.Equal($"{Copy}: {new FileInfo(Copy).Length} bytes, sound.", _output.ToString().Trim());
        Assert.Equal([Copy], _data.GetFiles("copy*").Select(f => f.FullName));
        using var copy = new SqliteStore(Copy, TimeProvider.System);
        Assert.Equal(["kept"], await copy.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM setting"), CancellationToken.None));
    }

    [Fact]
    public async Task Backup_WithoutADatabaseOrOverAFile_DoesNotRun()
    {
        Assert.Equal(2, await RunAsync("backup", "--data", _data.FullName, "--to", Copy));
        Assert.Contains("has no SQLite database", _error.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_data.FullName, ServerHost.Database), "");
        await File.WriteAllTextAsync(Copy, "kept");
        Assert.Equal(2, await RunAsync("backup", "--data", _data.FullName, "--to", Copy));
        Assert.Equal("kept", await File.ReadAllTextAsync(Copy));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public async Task Backup_OfADamagedFile_SaysSo(double where)
    {
        var path = Path.Combine(_data.FullName, ServerHost.Database);
        using (var store = (SqliteStore)ServerHost.OpenStore(new() { DataDirectory = _data.FullName }))
        {
            await store.MigrateAsync(CancellationToken.None);
        }

        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan((int)(bytes.Length * where), 4096 * 4).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes);

        Assert.Equal(1, await RunAsync("backup", "--data", _data.FullName, "--to", Copy));
        Assert.Contains("The copy is not sound", _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Copy));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "--data", "a")]
    [InlineData("backup", "--data", "a", "--from", "b")]
    [InlineData("backup", "--data", "a", "--to", "b", "--to")]
    public async Task Backup_WrongArguments_PrintsUsage(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.StartsWith("usage:", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) => BackupCommand.RunAsync(arguments, ServerHost.Database, _output, _error);
}
