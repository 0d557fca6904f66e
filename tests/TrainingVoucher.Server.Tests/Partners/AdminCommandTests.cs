using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Partners;

public sealed class AdminCommandTests : IAsyncLifetime, IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private TestDatabase _database = null!;
    private IStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = _database.Open();
    }

    public async Task DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        await _database.DisposeAsync();
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Init_FirstTime_PrintsIdsAndFilesAndNoSecret()
    {
        Assert.Equal(0, await RunAsync());

        var files = Directory.GetFiles(Path.Combine(_database.Data.FullName, "admin"), "*.pem");
        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            Assert.Contains(file, _output.ToString(), StringComparison.Ordinal);
            var pem = await File.ReadAllTextAsync(file);
            Assert.StartsWith("-----BEGIN PRIVATE KEY-----", pem, StringComparison.Ordinal);
            Assert.DoesNotContain(pem.Split('\n')[1], _output.ToString(), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        foreach (var prefix in (string[])["aut_", "off_", "cli_", "key_"])
        {
            Assert.Contains(prefix, _output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Init_FirstTime_JournalsWhatItMade()
    {
        await RunAsync();
        var rows = await _store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal ORDER BY id"), CancellationToken.None);
        Assert.Equal(["authority.founded", "officer.admitted", "client.registered"], rows.Select(row => JournalCodec.Decode(row).Event));
    }

    [Fact]
    public async Task Init_SecondTime_IsRefusedAndWritesNothing()
    {
        await RunAsync();
        Assert.Equal(1, await RunAsync());
        Assert.Contains("already", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_database.Data.FullName, "admin"), "*.pem").Length);
    }

    [Fact]
    public async Task Init_FirstTime_WritesTheRootsThatKeySetsAreSignedBy()
    {
        await RunAsync();
        var file = Path.Combine(_database.Data.FullName, "admin", "trusted-roots.txt");
        Assert.Contains(file, _output.ToString(), StringComparison.Ordinal);

        var keys = KeyFiles.LoadOrCreate(_database.Data.FullName, TimeProvider.System.GetUtcNow());
        var manifest = new KeySetPublisher(keys).Publish(TimeProvider.System.GetUtcNow());
        var roots = TrustedRoots.Parse(await File.ReadAllTextAsync(file));
        Assert.True(KeySetManifest.Verify(manifest, roots, null, TimeProvider.System.GetUtcNow()).IsAccepted);
    }

    [Theory]
    [InlineData("--region", "999999")]
    [InlineData("--name-zh", " ")]
    [InlineData("--officer", "")]
    public async Task Init_WrongValue_IsRefused(string option, string value)
    {
        var arguments = Arguments();
        arguments[Array.IndexOf(arguments, option) + 1] = value;
        Assert.Equal(1, await AdminCommand.RunAsync(arguments, _ => _store, TimeProvider.System, _output, _error, CancellationToken.None));
        Assert.NotEmpty(_error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("admin", "init")]
    [InlineData("admin", "init", "--data", "x", "--data", "x", "--data", "x", "--data", "x", "--data", "x")]
    [InlineData("admin", "init", "--data", "x", "--region", "x", "--name-zh", "x", "--name-en", "x", "--other", "x")]
    public async Task Init_WrongArguments_PrintsUsage(params string[] arguments)
    {
        Assert.Equal(2, await AdminCommand.RunAsync(arguments, _ => _store, TimeProvider.System, _output, _error, CancellationToken.None));
        Assert.StartsWith("usage:", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync() => AdminCommand.RunAsync(Arguments(), _ => _store, TimeProvider.System, _output, _error, CancellationToken.None);

    private string[] Arguments() =>
        ["admin", "init", "--data", _database.Data.FullName, "--region", "330100", "--name-zh", "杭州", "--name-en", "Hangzhou", "--officer", "Wang"];
}
