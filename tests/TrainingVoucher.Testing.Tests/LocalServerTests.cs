using System.Net.Sockets;
using TrainingVoucher.Server;

// The environment belongs to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TrainingVoucher.Testing.Tests;

public sealed class LocalServerTests
{
    [Fact]
    public async Task Dispose_LeavesNeitherFilesNorPort()
    {
        var server = await LocalServer.StartAsync(new MovableClock(TimeProvider.System), "330100", CancellationToken.None);
        var (address, data) = (server.Address, server.Data);
        Assert.NotEmpty(data.EnumerateFiles());

        await server.DisposeAsync();

        data.Refresh();
        Assert.False(data.Exists);
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address.Host, address.Port));
    }

    [Fact]
    public async Task Start_WithAnUnknownRegion_FailsAndLeavesNothing()
    {
        var own = Directory.CreateTempSubdirectory();
        using var settings = new Surroundings(("TMPDIR", own.FullName), ("TMP", own.FullName));

        await Assert.ThrowsAsync<InvalidOperationException>(() => TestingServer.StartAsync(new() { Region = "999999" }));

        Assert.Empty(own.EnumerateFileSystemInfos());
        own.Delete();
    }

    [Fact]
    public async Task Start_AmongSettingsOfAnotherProgram_HearsNoneOfThem()
    {
        // What a bank's own program may well have around it.
        var elsewhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var settings = new Surroundings(
            ("TrainingVoucher__DataDirectory", elsewhere),
            ("TrainingVoucher__Postgres", "Host=127.0.0.1;Port=1;Username=nobody"),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:1"),
            ("Kestrel__Endpoints__Own__Url", "http://127.0.0.1:1"));

        await using var server = await LocalServer.StartAsync(new MovableClock(TimeProvider.System), "330100", CancellationToken.None);

        Assert.False(Directory.Exists(elsewhere));
        Assert.NotEqual(1, server.Address.Port);
    }

    /// <summary>Variables of the environment, for as long as a test runs.</summary>
    private sealed class Surroundings : IDisposable
    {
        private readonly List<(string Name, string? Value)> before = [];

        public Surroundings(params (string Name, string Value)[] variables)
        {
            foreach (var (name, value) in variables)
            {
                before.Add((name, Environment.GetEnvironmentVariable(name)));
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose() => before.ForEach(variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
    }
}
