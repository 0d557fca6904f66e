using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Tests.Signing;

public sealed class KeyFilesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-keys-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void LoadOrCreate_SecondStart_ReadsTheSameKeysAndWritesNothing()
    {
        var first = KeyFiles.LoadOrCreate(_data.FullName, Now);
        var before = Contents();

        var second = KeyFiles.LoadOrCreate(_data.FullName, Now.AddYears(1));

        Assert.Equal(before, Contents());
        Assert.Equal(first.Installation, second.Installation);
        Assert.Equal(Now, second.CreatedAt);
        Assert.Equal(first.Voucher.PublicKey, second.Voucher.PublicKey);
        Assert.Equal(first.MaskKeyFingerprint, second.MaskKeyFingerprint);
        Assert.Equal(first.PersonHmac.Key, second.PersonHmac.Key);
    }

    [Fact]
    public async Task LoadOrCreate_ManyStartsAtOnce_AllReadTheSameKeys()
    {
        using var gate = new Barrier(16);
        var starts = Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.SignalAndWait();
                return KeyFiles.LoadOrCreate(_data.FullName, Now).MaskKeyFingerprint;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        var fingerprints = await Task.WhenAll(starts);

        Assert.Single(fingerprints.Distinct(StringComparer.Ordinal));
        Assert.Equal("keys", Assert.Single(_data.GetDirectories()).Name);
    }

    [Fact]
    public void LoadOrCreate_OnUnix_OnlyTheOwnerMayRead()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFiles.LoadOrCreate(_data.FullName, Now);
        var directory = KeyFiles.DirectoryOf(_data.FullName);
        Assert.Equal("UserExecute, UserWrite, UserRead", File.GetUnixFileMode(directory).ToString());
        Assert.Equal(9, Directory.GetFiles(directory).Length);
        foreach (var file in Directory.GetFiles(directory))
        {
            Assert.Equal("UserWrite, UserRead", File.GetUnixFileMode(file).ToString());
        }
    }

    [Fact]
    public void Load_FileReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFiles.LoadOrCreate(_data.FullName, Now);
        var file = Path.Combine(KeyFiles.DirectoryOf(_data.FullName), KeyFiles.VaultFile);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.GroupRead);
        Assert.Throws<InvalidOperationException>(() => KeyFiles.LoadOrCreate(_data.FullName, Now));
    }

    [Fact]
    public void LoadOrCreate_OneKeyMissing_IsRefusedAndNotMadeUp()
    {
        KeyFiles.LoadOrCreate(_data.FullName, Now);
        var file = Path.Combine(KeyFiles.DirectoryOf(_data.FullName), KeyFiles.CodeMaskFile);
        File.Delete(file);
        Assert.Throws<InvalidOperationException>(() => KeyFiles.LoadOrCreate(_data.FullName, Now));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Fingerprints_OtherInstallation_Differ()
    {
        var one = KeyFiles.LoadOrCreate(Path.Combine(_data.FullName, "one"), Now);
        var other = KeyFiles.LoadOrCreate(Path.Combine(_data.FullName, "other"), Now);
        Assert.Matches("^[0-9a-f]{16}$", one.MaskKeyFingerprint);
        Assert.NotEqual(one.MaskKeyFingerprint, other.MaskKeyFingerprint, StringComparer.Ordinal);
        Assert.NotEqual(one.ShardKeyFingerprint, other.ShardKeyFingerprint, StringComparer.Ordinal);
        Assert.NotEqual(one.Installation, other.Installation);
    }

    private string[] Contents()
    {
        var files = Directory.GetFiles(KeyFiles.DirectoryOf(_data.FullName));
        Array.Sort(files, StringComparer.Ordinal);
        return Array.ConvertAll(files, file => $"{file}: {File.ReadAllText(file)}");
    }
}
