using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TrainingVoucher.Tokens;

/// <summary>The 75-bit identity of a voucher, inside tokens 10 bytes of which the last five bits are zero.</summary>
/// <remarks>A name, never a credential. Everything about a voucher is keyed on this value, never on token text.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VoucherId
{
    /// <summary>The length of the byte form.</summary>
    public const int ByteLength = 10;

    private const int SpareBits = 0b1_1111;

    private readonly ulong _high;
    private readonly ushort _low;

    private VoucherId(ulong high, ushort low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>Reads the byte form.</summary>
    /// <param name="bytes">Exactly ten bytes whose last five bits are zero.</param>
    /// <exception cref="ArgumentException">The length is wrong or a spare bit is set.</exception>
    public static VoucherId FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out var id)
            ? id
            : throw new ArgumentException("A voucher id is ten bytes whose last five bits are zero.", nameof(bytes));

    /// <summary>Reads the byte form; false if the length is not ten or one of the last five bits is set.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out VoucherId id)
    {
        id = default;
        if (bytes.Length != ByteLength || (bytes[9] & SpareBits) != 0)
        {
            return false;
        }

        id = new VoucherId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]));
        return true;
    }

    /// <summary>Writes the byte form into the first ten bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than ten bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
        {
            throw new ArgumentException("A voucher id needs ten bytes.", nameof(destination));
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], _low);
    }

    /// <summary>The byte form as a new array of ten bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[ByteLength];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The voucher code of this id, as shown to people.</summary>
    public override string ToString() => new VoucherCode(this).Format();
}
