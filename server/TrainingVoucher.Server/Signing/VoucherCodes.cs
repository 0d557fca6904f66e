using System.Security.Cryptography;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Signing;

/// <summary>
/// Makes voucher ids: 67 random bits behind 8 bits that hold the storage bucket, masked with a keyed function of the
/// others. Whoever holds the mask key finds the bucket from the code alone; to anybody else all 75 bits look random.
/// </summary>
internal sealed class VoucherCodes(byte[] maskKey, RandomNumberGenerator random)
{
    private readonly KeyedHash masks = new(maskKey);

    public VoucherId New(byte bucket)
    {
        Span<byte> bytes = stackalloc byte[VoucherId.ByteLength];
        while (true)
        {
            random.GetBytes(bytes);
            bytes[9] &= 0b1110_0000;
            bytes[0] = (byte)(bucket ^ Mask(bytes));
            var id = VoucherId.FromBytes(bytes);
            if (!new VoucherCode(id).HasExchangeableGroups())
            {
                return id;
            }
        }
    }

    public byte BucketOf(VoucherId id)
    {
        Span<byte> bytes = stackalloc byte[VoucherId.ByteLength];
        id.CopyTo(bytes);
        return (byte)(bytes[0] ^ Mask(bytes));
    }

    private byte Mask(ReadOnlySpan<byte> id)
    {
        Span<byte> output = stackalloc byte[KeyedHash.Length];
        masks.Write("TV1-bucket\0"u8, id[1..], output);
        return output[0];
    }
}
