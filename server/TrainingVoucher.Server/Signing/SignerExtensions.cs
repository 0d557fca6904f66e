using System.Security.Cryptography;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

internal static class SignerExtensions
{
    /// <summary>Signs the SHA-256 hash of the bytes; s is always low.</summary>
    public static byte[] Sign(this ISigner signer, ReadOnlySpan<byte> signedBytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(signedBytes, hash);
        var signature = new byte[P256Signature.Length];
        signer.SignHash(hash, signature);
        P256Signature.ToLowS(signature);
        return signature;
    }
}
