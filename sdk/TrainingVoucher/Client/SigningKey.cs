using System.Security.Cryptography;

namespace TrainingVoucher.Client;

/// <summary>A private key with its id; signs one thing at a time, as <see cref="ECDsa"/> asks for.</summary>
internal sealed class SigningKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly Lock gate = new();
    private readonly ECDsa key;
    private readonly bool owned;

    private SigningKey(string id, ECDsa key, bool owned)
    {
        Id = id;
        this.key = key;
        this.owned = owned;
    }

    public string Id { get; }

    public static SigningKey Open(string id, ECDsa? key, string? pem)
    {
        if (key is not null)
        {
            return new SigningKey(id, key, owned: false);
        }

        var own = ECDsa.Create();
        try
        {
            own.ImportFromPem(pem);
            return new SigningKey(id, own, owned: true);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong with a key as it was configured; <see langword="null"/> when it can be used.</summary>
    public static string? Check(ECDsa? key, string? pem)
    {
        if (key is null == string.IsNullOrWhiteSpace(pem))
        {
            return "needs either PrivateKey or PrivateKeyPem";
        }

        try
        {
            using var opened = Open("", key, pem);
            _ = opened.Sign([0]);
            return opened.key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 ? null : "needs a key on the curve P-256";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return "needs an unencrypted private key";
        }
    }

    /// <summary>An ES256 signature: SHA-256, r and s side by side.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public void Dispose()
    {
        if (owned)
        {
            key.Dispose();
        }
    }
}
