namespace TrainingVoucher.Server.Tests.Storage;

public sealed class SqliteDataDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("tv-data-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Server_InANewDirectory_KeepsOthersOut()
    {
        var directory = new DirectoryInfo(Path.Combine(_parent.FullName, "data"));

        await using var app = await ServerHost.BuildAloneAsync(new ServerOptions { DataDirectory = directory.FullName });

        Assert.True(OperatingSystem.IsWindows() || directory.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public void OpenStore_NewDirectory_IsItsOwnersAlone()
    {
        var directory = new DirectoryInfo(Path.Combine(_parent.FullName, "data"));

        using (ServerHost.OpenStore(new ServerOptions { DataDirectory = directory.FullName, Time = TimeProvider.System }) as IDisposable)
        {
            Assert.True(OperatingSystem.IsWindows() || directory.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }
}
