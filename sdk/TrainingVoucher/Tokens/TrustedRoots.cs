using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrainingVoucher.Tokens;

/// <summary>The root keys of one installation and how many of them must have signed a key set. Pinned in configuration.</summary>
public sealed class TrustedRoots
{
    /// <summary>The most root keys an installation can have.</summary>
    public const int MaxKeys = 16;

    /// <summary>Creates a root set.</summary>
    /// <param name="installation">The installation whose keys these are.</param>
    /// <param name="threshold">How many must sign: 1 to the number of keys.</param>
    /// <param name="keys">One to sixteen different keys.</param>
    /// <exception cref="ArgumentException">The numbers do not fit or a key occurs twice.</exception>
    public TrustedRoots(Guid installation, int threshold, IEnumerable<P256PublicKey> keys)
    {
        Keys = [.. keys];
        Installation = installation;
        Threshold = threshold;
        if (!IsRootSet(threshold, Keys))
        {
            throw new ArgumentException("A root set has 1 to 16 different keys and a threshold no greater than their number.", nameof(keys));
        }
    }

    /// <summary>The installation whose keys these are.</summary>
    public Guid Installation { get; }

    /// <summary>How many of the keys must have signed.</summary>
    public int Threshold { get; }

    /// <summary>The keys.</summary>
    public IReadOnlyList<P256PublicKey> Keys { get; }

    /// <summary>The id by which signatures name a root key: the first eight bytes of SHA-256(X‖Y), big-endian.</summary>
    public static ulong RootId(P256PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(key.ToBytes()));
    }

    internal static bool IsRootSet(int threshold, IReadOnlyList<P256PublicKey> keys) =>
        keys.Count is >= 1 and <= MaxKeys
        && threshold >= 1
        && threshold <= keys.Count
        && keys.Distinct().Count() == keys.Count;

    /// <summary>Whether enough of these keys, each counted once, signed the hash. Foreign and wrong signatures do not count.</summary>
    internal bool HaveSigned(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signatures)
    {
        var signed = new HashSet<ulong>();
        for (; signatures.Length > 0; signatures = signatures[KeySetManifest.SignatureLength..])
        {
            var id = BinaryPrimitives.ReadUInt64BigEndian(signatures);
            var key = Keys.FirstOrDefault(key => RootId(key) == id);
            if (key?.Verify(hash, signatures[8..KeySetManifest.SignatureLength]) == SignatureVerdict.Valid)
            {
                signed.Add(id);
            }
        }

        return signed.Count >= Threshold;
    }
}
