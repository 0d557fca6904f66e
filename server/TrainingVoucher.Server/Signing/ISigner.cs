using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>One P-256 private key, wherever it lives: a file here, a PKCS#11 token or a key service elsewhere.</summary>
internal interface ISigner
{
    P256PublicKey PublicKey { get; }

    /// <summary>Writes r‖s, 64 bytes, over a SHA-256 hash. Either s may come out; callers make it low.</summary>
    void SignHash(ReadOnlySpan<byte> hash, Span<byte> signature);
}
