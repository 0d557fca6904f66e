using System.Collections.Concurrent;
using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>Signs with a key held in memory, read from a PKCS#8 file. Each parsed key is used by one thread at a time.</summary>
internal sealed class FileSigner : ISigner
{
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ECParameters _parameters;

    public FileSigner(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        _parameters = key.ExportParameters(includePrivateParameters: true);
        PublicKey = P256PublicKey.Import([.. _parameters.Q.X!, .. _parameters.Q.Y!]);
        _idle.Add(key);
    }

    public P256PublicKey PublicKey { get; }

    public void SignHash(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var key = _idle.TryTake(out var idle) ? idle : ECDsa.Create(_parameters);
        if (!key.TrySignHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _))
        {
            throw new ArgumentException("A signature takes 64 bytes.", nameof(signature));
        }

        _idle.Add(key);
    }
}
