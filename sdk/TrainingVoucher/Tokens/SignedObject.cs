using System.Security.Cryptography;

namespace TrainingVoucher.Tokens;

/// <summary>What is signed: an ASCII context unique to the object type, a zero byte, the body.</summary>
internal static class SignedObject
{
    public const byte KeySetType = 0x01;
    public const byte DelegateListType = 0x02;
    public const byte VoucherType = 0x11;
    public const byte CheckpointType = 0x51;

    public static ReadOnlySpan<byte> VoucherContext => "TV1-voucher"u8;

    public static ReadOnlySpan<byte> KeySetContext => "TV1-keyset"u8;

    public static ReadOnlySpan<byte> DelegateListContext => "TV1-delegates"u8;

    public static ReadOnlySpan<byte> CheckpointContext => "TV1-checkpoint"u8;

    public static byte[] Bytes(ReadOnlySpan<byte> context, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[context.Length + 1 + body.Length];
        context.CopyTo(bytes);
        body.CopyTo(bytes.AsSpan(context.Length + 1));
        return bytes;
    }

    public static void Hash(ReadOnlySpan<byte> context, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        const int small = 256;
        var length = context.Length + 1 + body.Length;
        if (length > small)
        {
            SHA256.HashData(Bytes(context, body), hash);
            return;
        }

        Span<byte> bytes = stackalloc byte[small];
        context.CopyTo(bytes);
        bytes[context.Length] = 0;
        body.CopyTo(bytes[(context.Length + 1)..]);
        SHA256.HashData(bytes[..length], hash);
    }
}
