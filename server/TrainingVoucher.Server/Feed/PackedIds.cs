namespace TrainingVoucher.Server.Feed;

/// <summary>
/// Journal ids in a page of a feed: each as the difference to the one before in zigzag form, seven bits to a byte, the lowest first,
/// the top bit set where more follow. Sealed rows mostly have growing ids, so one takes a byte or two.
/// </summary>
internal static class PackedIds
{
    public static byte[] Pack(IEnumerable<long> ids)
    {
        var (bytes, before) = (new List<byte>(), 0L);
        foreach (var id in ids)
        {
            var difference = id - before;
            var rest = (ulong)((difference << 1) ^ (difference >> 63));
            for (; rest > 0x7F; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }

            bytes.Add((byte)rest);
            before = id;
        }

        return [.. bytes];
    }

    /// <exception cref="InvalidDataException">The bytes are none that <see cref="Pack"/> gives.</exception>
    public static IReadOnlyList<long> Unpack(ReadOnlySpan<byte> bytes)
    {
        var (ids, before, rest, shift) = (new List<long>(), 0L, 0UL, 0);
        foreach (var one in bytes)
        {
            if (shift > 63)
            {
                throw new InvalidDataException("A page of a feed holds a number of more than 64 bits.");
            }

            rest |= (ulong)(one & 0x7F) << shift;
            shift += 7;
            if ((one & 0x80) == 0)
            {
                before += (long)(rest >> 1) ^ -(long)(rest & 1);
                ids.Add(before);
                (rest, shift) = (0, 0);
            }
        }

        return shift == 0 ? ids : throw new InvalidDataException("A page of a feed breaks off.");
    }
}
