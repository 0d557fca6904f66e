using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainingVoucher.Server.Signing;

/// <summary>
/// The keys of an installation as files of one directory. The whole directory appears at once or not at all, and is
/// never written again: of two processes that start together one makes the keys and both read them.
/// </summary>
internal static class KeyFiles
{
    public const string RootFile = "root-1.pem";
    public const string VoucherFile = "voucher-1.pem";
    public const string CheckpointFile = "checkpoint-1.pem";
    public const string CodeMaskFile = "code-mask.key";
    public const string ShardFile = "shard.key";
    public const string OAuthFile = "oauth-1.pem";
    public const string PersonHmacFile = "person-hmac-1.key";
    public const string VaultFile = "vault-1.key";
    public const string InstallationFile = "installation.txt";

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyDirectory = OwnerOnlyFile | UnixFileMode.UserExecute;

    /// <summary>Makes development keys in <c>keys</c> under the data directory if it is not there, and reads it.</summary>
    public static ServerKeys LoadOrCreate(string dataDirectory, DateTimeOffset now)
    {
        var directory = DirectoryOf(dataDirectory);
        if (!Directory.Exists(directory))
        {
            Create(directory, now);
        }

        return Load(directory);
    }

    public static string DirectoryOf(string dataDirectory) => Path.Combine(dataDirectory, "keys");

    /// <summary>Reads a key directory. A key that is missing is never made up: everything issued hangs on it.</summary>
    public static ServerKeys Load(string directory)
    {
        RefuseIfOthersMayRead(directory);
        var installation = Read(directory, InstallationFile).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var oauth = ECDsa.Create();
        oauth.ImportFromPem(Read(directory, OAuthFile));
        return new ServerKeys(
            Installation: Guid.ParseExact(installation[0], "D"),
            CreatedAt: DateTimeOffset.ParseExact(installation[1], "O", CultureInfo.InvariantCulture),
            Root: new FileSigner(Read(directory, RootFile)),
            VoucherKeyId: 1,
            Voucher: new FileSigner(Read(directory, VoucherFile)),
            CheckpointKeyId: 2,
            Checkpoint: new FileSigner(Read(directory, CheckpointFile)),
            CodeMaskKey: ReadSecret(directory, CodeMaskFile),
            ShardKey: ReadSecret(directory, ShardFile),
            OAuth: oauth.ExportParameters(includePrivateParameters: true),
            PersonHmac: new VersionedKey(1, ReadSecret(directory, PersonHmacFile)),
            Vault: new VersionedKey(1, ReadSecret(directory, VaultFile)));
    }

    private static void Create(string directory, DateTimeOffset now)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(directory))!;
        Directory.CreateDirectory(parent);
        var draft = Path.Combine(parent, $".keys-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        CreateOwnerOnlyDirectory(draft);
        WriteAll(draft, now);
        try
        {
            Directory.Move(draft, directory);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            // Another process was first; its keys are the ones.
            Directory.Delete(draft, recursive: true);
        }
    }

    private static void WriteAll(string draft, DateTimeOffset now)
    {
        foreach (var file in (string[])[RootFile, VoucherFile, CheckpointFile, OAuthFile])
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            Write(draft, file, key.ExportPkcs8PrivateKeyPem());
        }

        foreach (var file in (string[])[CodeMaskFile, ShardFile, PersonHmacFile, VaultFile])
        {
            Write(draft, file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        }

        var installation = new Guid(RandomNumberGenerator.GetBytes(16), bigEndian: true);
        Write(draft, InstallationFile, $"{installation:D}\n{now.ToUniversalTime():O}\n");
    }

    private static void Write(string directory, string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnlyFile;
        }

        using var stream = new FileStream(Path.Combine(directory, file), options);
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static string Read(string directory, string file)
    {
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"The key file {path} is missing. Restore it from a backup.");
        }

        RefuseIfOthersMayRead(path);
        return File.ReadAllText(path);
    }

    private static byte[] ReadSecret(string directory, string file)
    {
        var secret = Convert.FromHexString(Read(directory, file).Trim());
        return secret.Length == 32 ? secret : throw new InvalidOperationException($"The key in {file} is not 32 bytes.");
    }

    private static void CreateOwnerOnlyDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnlyDirectory);
    }

    private static void RefuseIfOthersMayRead(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnlyDirectory) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"{path} is open to other users. Take their permissions away.");
        }
    }
}
