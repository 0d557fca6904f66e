using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>Reads the bytes of a key set body: first what is needed to check its signatures, then the keys.</summary>
internal static class KeySetReader
{
    /// <summary>Steps 3 and 4: type, counts, root keys.</summary>
    public static KeySetRefusal ReadRoots(ReadOnlySpan<byte> body, out TrustedRoots? roots)
    {
        roots = null;
        if (body.Length < KeySetBody.HeaderLength)
        {
            return KeySetRefusal.Length;
        }

        if (body[0] != SignedObject.KeySetType)
        {
            return KeySetRefusal.Type;
        }

        int threshold = body[33], count = body[34];
        if (body.Length < KeySetBody.LengthFor(count, 0)
            || CountOfKeys(body) > KeySetBody.MaxKeys
            || body.Length != KeySetBody.LengthFor(count, CountOfKeys(body)))
        {
            return KeySetRefusal.Length;
        }

        var keys = ReadRootKeys(body.Slice(KeySetBody.HeaderLength, count * KeySetBody.RootLength));
        if (keys is null || !TrustedRoots.IsRootSet(threshold, keys))
        {
            return KeySetRefusal.Roots;
        }

        roots = new TrustedRoots(new Guid(body.Slice(1, 16), bigEndian: true), threshold, keys);
        return KeySetRefusal.None;
    }

    /// <summary>Step 9: the keys, in order.</summary>
    public static KeySetRefusal ReadKeys(ReadOnlySpan<byte> body, List<KeyEntry> keys)
    {
        var ids = new HashSet<uint>();
        var entries = body[KeySetBody.LengthFor(body[34], 0)..];
        for (; entries.Length > 0; entries = entries[KeyEntryLayout.Length..])
        {
            var refusal = KeyEntryLayout.Read(entries, out var key);
            if (refusal != KeySetRefusal.None)
            {
                return refusal;
            }

            if (!ids.Add(KeyEntryLayout.IdOf(entries)))
            {
                return KeySetRefusal.DuplicateKey;
            }

            if (key is not null)
            {
                keys.Add(key);
            }
        }

        return KeySetRefusal.None;
    }

    public static ulong SequenceOf(ReadOnlySpan<byte> body) => ReadUInt64BigEndian(body[17..]);

    public static DateTimeOffset IssuedAtOf(ReadOnlySpan<byte> body) =>
        TokenClock.FromSeconds(ReadUInt32BigEndian(body[25..]));

    public static DateTimeOffset NextUpdateOf(ReadOnlySpan<byte> body) =>
        TokenClock.FromSeconds(ReadUInt32BigEndian(body[29..]));

    private static int CountOfKeys(ReadOnlySpan<byte> body) =>
        ReadUInt16BigEndian(body[(KeySetBody.LengthFor(body[34], 0) - 2)..]);

    private static List<P256PublicKey>? ReadRootKeys(ReadOnlySpan<byte> bytes)
    {
        var keys = new List<P256PublicKey>();
        for (; bytes.Length > 0; bytes = bytes[KeySetBody.RootLength..])
        {
            if (bytes[0] != (byte)KeyAlgorithm.Es256
                || !P256PublicKey.TryImport(bytes[1..KeySetBody.RootLength], out var key))
            {
                return null;
            }

            keys.Add(key);
        }

        return keys;
    }
}
