using System.Security.Cryptography;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace ScanGun;

/// <summary>A command to the server under the key that makes it count once, kept until its outcome is known. One of the requests is set.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Codes">The voucher codes, in the order of the seats.</param>
internal sealed record Attempt(string Key, IReadOnlyList<string> Codes)
{
    public RedeemRequest? One { get; init; }

    public RedeemVouchersRequest? Class { get; init; }

    public ReverseRequest? Reversal { get; init; }

    public static Attempt New(params IReadOnlyList<string> codes) => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), codes);

    /// <summary>Keeps card numbers out of what prints records.</summary>
    public override string ToString() => Key;
}

/// <summary>
/// The file of the open attempt. A request holds card numbers, so the file is sealed with a key drawn from the private key of the system.
/// It is held open, so that no second program takes it for its own.
/// </summary>
internal sealed class AttemptFile : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly FileStream file;
    private readonly AesGcm seal;

    /// <exception cref="IOException">The file cannot be opened; perhaps another program holds it.</exception>
    /// <exception cref="CryptographicException">The file is damaged, or sealed with another key.</exception>
    public AttemptFile(string path, string privateKeyPem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(privateKeyPem);
        seal = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ExportParameters(includePrivateParameters: true).D!, 32, info: "ScanGun open attempt"u8.ToArray()), TagLength);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(path, options);
        try
        {
            Open = Read();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The attempt whose outcome is not known.</summary>
    public Attempt? Open { get; private set; }

    /// <summary>Has the attempt on disk when it returns; only then may it be sent.</summary>
    /// <exception cref="IOException">It is not there; the disk may be full.</exception>
    public void Keep(Attempt attempt)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(attempt);
        var bytes = new byte[NonceLength + TagLength + text.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        seal.Encrypt(bytes.AsSpan(0, NonceLength), text, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength));
        Write(bytes);
        Open = attempt;
    }

    /// <summary>The outcome is known.</summary>
    public void Forget()
    {
        Write([]);
        Open = null;
    }

    public void Dispose()
    {
        file.Dispose();
        seal.Dispose();
    }

    private Attempt? Read()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (bytes.Length == 0)
        {
            return null;
        }

        if (bytes.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("The file is too short.");
        }

        var text = new byte[bytes.Length - NonceLength - TagLength];
        seal.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), text);
        return JsonSerializer.Deserialize<Attempt>(text);
    }

    private void Write(byte[] bytes)
    {
        file.SetLength(0);
        file.Position = 0;
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
