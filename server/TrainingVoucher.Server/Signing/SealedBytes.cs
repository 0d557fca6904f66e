using System.Security.Cryptography;

namespace TrainingVoucher.Server.Signing;

/// <summary>Bytes that only the server can read: AES-256-GCM as nonce, ciphertext, tag, bound to the place they belong to.</summary>
internal static class SealedBytes
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="place">What the bytes belong to; they do not open at another one.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        var row = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(row.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(row.AsSpan(0, NonceLength), plain, row.AsSpan(NonceLength, plain.Length), row.AsSpan(^TagLength..), place);
        return row;
    }

    /// <exception cref="CryptographicException">The key, the bytes or the place are not those they were sealed with.</exception>
    public static byte[] Open(byte[] key, byte[] row, ReadOnlySpan<byte> place)
    {
        if (row.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Sealed bytes are cut off.");
        }

        var plain = new byte[row.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(row.AsSpan(0, NonceLength), row.AsSpan(NonceLength, plain.Length), row.AsSpan(^TagLength..), plain, place);
        return plain;
    }
}
