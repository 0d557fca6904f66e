using System.Security.Cryptography;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Harness.Drills;

/// <summary>One installation, the places its backup goes to, and an empty place to restore it into.</summary>
internal sealed class Drill : IAsyncDisposable
{
    private readonly DirectoryInfo _backups = Directory.CreateTempSubdirectory("tv-backup-");

    private Drill(TestDatabase database, TestDatabase empty) => (Database, Empty) = (database, empty);

    public TestDatabase Database { get; }

    /// <summary>Where the backup is restored.</summary>
    public TestDatabase Empty { get; }

    public string Keys => Path.Combine(_backups.FullName, "keys");

    public string File(string name) => Path.Combine(_backups.FullName, name);

    public static async Task<Drill> CreateAsync() => new(await TestDatabase.CreateAsync(), await TestDatabase.CreateAsync(migrated: false));

    /// <summary>The options of a server on what was restored.</summary>
    public ServerOptions Restored()
    {
        var options = Empty.Options();
        options.DataDirectory = Path.Combine(options.DataDirectory, "data");
        return options;
    }

    public Task<(int Exit, string Said)> BackUpAsync() =>
        Scripts.RunAsync("backup.sh", Database, "--data", Database.Data.FullName, "--to", File("database"), "--keys-to", Keys);

    public Task<(int Exit, string Said)> RestoreAsync(params IEnumerable<string> more) =>
        Scripts.RunAsync("restore.sh", Empty, ["--from", File("database"), "--keys-from", Keys, "--data", Restored().DataDirectory, .. more]);

    /// <summary>Puts another key in the place of one that was backed up, as if it had been backed up so.</summary>
    public async Task ReplaceKeyAsync(string name, string text)
    {
        var (path, sums) = (Path.Combine(Keys, "keys", name), Path.Combine(Keys, "SHA256SUMS"));
        var (before, after) = (await HashAsync(path), "");
        await System.IO.File.WriteAllTextAsync(path, text);
        after = await HashAsync(path);
        await System.IO.File.WriteAllTextAsync(sums, (await System.IO.File.ReadAllTextAsync(sums)).Replace(before, after, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _backups.Delete(recursive: true);
        await Empty.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static async Task<string> HashAsync(string path) => Convert.ToHexStringLower(SHA256.HashData(await System.IO.File.ReadAllBytesAsync(path)));
}
