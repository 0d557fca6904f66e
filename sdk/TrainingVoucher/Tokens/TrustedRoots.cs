using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace TrainingVoucher.Tokens;

/// <summary>The root keys of one installation and how many of them must have signed a key set. Pinned in configuration.</summary>
public sealed class TrustedRoots
{
    /// <summary>The most root keys an installation can have.</summary>
    public const int MaxKeys = 16;

    private const string TextPrefix = "TV1-roots";
    private const int MaxTextLength = 4096;

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

    /// <summary>Reads the text form of <c>docs/format.md</c>, as it is handed to partners for their configuration.</summary>
    /// <param name="text">The text; white space of any kind and length parts its words.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static TrustedRoots Parse(string text) => TryParse(text, out var roots)
        ? roots
        : throw new FormatException("Trusted roots are written as: TV1-roots, the installation id, the threshold, then each root key as 128 hex digits.");

    /// <summary>Reads the text form of <c>docs/format.md</c>; false when it is none.</summary>
    /// <param name="text">The text; white space of any kind and length parts its words.</param>
    /// <param name="roots">The root set, if the answer is true.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TrustedRoots? roots)
    {
        roots = null;
        if (text is not { Length: <= MaxTextLength }
            || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [TextPrefix, var id, var count, .. var words]
            || !Guid.TryParseExact(id, "D", out var installation)
            || !byte.TryParse(count, NumberStyles.None, null, out var threshold))
        {
            return false;
        }

        var keys = Array.ConvertAll(words, ReadKey);
        if (!Array.TrueForAll(keys, key => key is not null) || !IsRootSet(threshold, keys!))
        {
            return false;
        }

        roots = new TrustedRoots(installation, threshold, keys!);
        return true;
    }

    /// <summary>The text form of <c>docs/format.md</c>: one line that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        $"{TextPrefix} {Installation:D} {Threshold} {string.Join(' ', Keys.Select(key => Convert.ToHexStringLower(key.ToBytes())))}";

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

    private static P256PublicKey? ReadKey(string word) =>
        word.Length == 2 * P256PublicKey.ByteLength && word.All(char.IsAsciiHexDigit) && P256PublicKey.TryImport(Convert.FromHexString(word), out var key)
            ? key
            : null;
}
