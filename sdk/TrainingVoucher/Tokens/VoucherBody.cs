using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>The 38 signed bytes of a voucher token: the offsets of <c>docs/format.md</c>, both ways.</summary>
internal static class VoucherBody
{
    public const int Length = 38;

    private const int MaxRegion = 999_999;
    private const int MaxShard = 0xFF_FFFF;
    private const byte ModeBits = 0b011;
    private const byte TargetedBit = 0b100;

    public static void Write(VoucherClaims claims, Span<byte> body)
    {
        body[0] = SignedObject.VoucherType;
        WriteUInt32BigEndian(body[1..], claims.KeyId);
        claims.Id.CopyTo(body[5..]);
        WriteUInt24(body[15..], claims.Shard);
        WriteUInt16BigEndian(body[18..], claims.Index);
        WriteUInt32BigEndian(body[20..], claims.Batch);
        WriteUInt24(body[24..], (uint)claims.Region);
        WriteUInt16BigEndian(body[27..], claims.Category.Number);
        WriteUInt16BigEndian(body[29..], TokenClock.ToDays(claims.FirstDay));
        WriteUInt16BigEndian(body[31..], TokenClock.ToDays(claims.LastDay));
        WriteUInt32BigEndian(body[33..], claims.ValueFen);
        body[37] = (byte)((int)claims.ValueMode | (claims.IsTargeted ? TargetedBit : 0));
    }

    /// <summary>Steps 7 to 11 of the verifier: the fields that can be wrong by themselves.</summary>
    public static TokenRefusal Check(ReadOnlySpan<byte> body)
    {
        if ((body[37] & ~(ModeBits | TargetedBit)) != 0)
        {
            return TokenRefusal.ReservedBits;
        }

        if (!VoucherId.TryFromBytes(body.Slice(5, VoucherId.ByteLength), out _))
        {
            return TokenRefusal.VoucherId;
        }

        if (ReadUInt24(body[24..]) > MaxRegion)
        {
            return TokenRefusal.Region;
        }

        if (ReadUInt16BigEndian(body[29..]) > ReadUInt16BigEndian(body[31..]))
        {
            return TokenRefusal.Days;
        }

        var isFaceValue = (ValueMode)(body[37] & ModeBits) == ValueMode.FaceValue;
        return isFaceValue == (ReadUInt32BigEndian(body[33..]) != 0) ? TokenRefusal.None : TokenRefusal.Value;
    }

    public static VoucherClaims Read(ReadOnlySpan<byte> body) => new(
        KeyId: ReadUInt32BigEndian(body[1..]),
        Id: VoucherId.FromBytes(body.Slice(5, VoucherId.ByteLength)),
        Shard: ReadUInt24(body[15..]),
        Index: ReadUInt16BigEndian(body[18..]),
        Batch: ReadUInt32BigEndian(body[20..]),
        Region: (int)ReadUInt24(body[24..]),
        Category: new TrainingCategory(ReadUInt16BigEndian(body[27..])),
        FirstDay: TokenClock.FromDays(ReadUInt16BigEndian(body[29..])),
        LastDay: TokenClock.FromDays(ReadUInt16BigEndian(body[31..])),
        ValueFen: ReadUInt32BigEndian(body[33..]),
        ValueMode: (ValueMode)(body[37] & ModeBits),
        IsTargeted: (body[37] & TargetedBit) != 0);

    /// <summary>Refuses claims that <see cref="Write"/> would cut off and <see cref="Check"/> could not see.</summary>
    public static void ThrowIfUnwritable(VoucherClaims claims)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claims.Shard, (uint)MaxShard, nameof(claims));
        ArgumentOutOfRangeException.ThrowIfNegative(claims.Region, nameof(claims));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claims.Region, MaxRegion, nameof(claims));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)claims.ValueMode, ModeBits, nameof(claims));
    }

    public static uint ReadUInt24(ReadOnlySpan<byte> bytes) => ((uint)bytes[0] << 16) | ReadUInt16BigEndian(bytes[1..]);

    public static void WriteUInt24(Span<byte> bytes, uint value)
    {
        bytes[0] = (byte)(value >> 16);
        WriteUInt16BigEndian(bytes[1..], (ushort)value);
    }
}
