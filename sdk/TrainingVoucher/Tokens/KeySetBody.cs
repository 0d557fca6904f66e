using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>What a key set manifest says. Only its issuer encodes it; readers keep the exact bytes they were given.</summary>
/// <param name="Roots">The installation and the root keys in force from this manifest on.</param>
/// <param name="Sequence">Greater than that of every manifest before.</param>
/// <param name="IssuedAt">When it was made, to the second.</param>
/// <param name="NextUpdate">When a newer one is due; after that, tokens need an online check.</param>
/// <param name="Keys">At most 1,024 keys with different ids.</param>
public sealed record KeySetBody(
    TrustedRoots Roots,
    ulong Sequence,
    DateTimeOffset IssuedAt,
    DateTimeOffset NextUpdate,
    IReadOnlyList<KeyEntry> Keys)
{
    internal const int MaxKeys = 1024;
    internal const int HeaderLength = 35;
    internal const int RootLength = 65;

    /// <summary>The exact bytes to sign and to publish.</summary>
    /// <exception cref="InvalidOperationException">Too many keys, or an id that occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time outside 2020 to 2156.</exception>
    public byte[] Encode()
    {
        if (Keys.Count > MaxKeys || Keys.DistinctBy(key => key.Id).Count() != Keys.Count)
        {
            throw new InvalidOperationException("A key set has at most 1,024 keys, each with an id of its own.");
        }

        var body = new byte[LengthFor(Roots.Keys.Count, Keys.Count)];
        WriteHeader(body);
        var rest = body.AsSpan(HeaderLength);
        foreach (var root in Roots.Keys)
        {
            rest[0] = (byte)KeyAlgorithm.Es256;
            root.ToBytes().CopyTo(rest[1..]);
            rest = rest[RootLength..];
        }

        WriteUInt16BigEndian(rest, (ushort)Keys.Count);
        rest = rest[2..];
        foreach (var key in Keys)
        {
            KeyEntryLayout.Write(key, rest);
            rest = rest[KeyEntryLayout.Length..];
        }

        return body;
    }

    internal static int LengthFor(int roots, int keys) =>
        HeaderLength + (roots * RootLength) + 2 + (keys * KeyEntryLayout.Length);

    private void WriteHeader(Span<byte> body)
    {
        body[0] = SignedObject.KeySetType;
        Roots.Installation.TryWriteBytes(body[1..], bigEndian: true, out _);
        WriteUInt64BigEndian(body[17..], Sequence);
        WriteUInt32BigEndian(body[25..], TokenClock.ToSeconds(IssuedAt));
        WriteUInt32BigEndian(body[29..], TokenClock.ToSeconds(NextUpdate));
        body[33] = (byte)Roots.Threshold;
        body[34] = (byte)Roots.Keys.Count;
    }
}
