using System.Security.Cryptography;
using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>
/// A key set as it is published: the length of the body, the body's exact bytes, and signatures of root keys over it.
/// </summary>
public static class KeySetManifest
{
    /// <summary>The most bytes a manifest can have.</summary>
    public const int MaxLength = 131_072;

    internal const int SignatureLength = 8 + P256Signature.Length;

    private const int MaxSignatures = 32;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The bytes whose SHA-256 hash each root key signs: the context <c>TV1-keyset</c>, a zero byte, the body.</summary>
    public static byte[] SignedBytes(ReadOnlySpan<byte> body) => SignedObject.Bytes(SignedObject.KeySetContext, body);

    /// <summary>Puts a body and its signatures together.</summary>
    /// <param name="body">What <see cref="KeySetBody.Encode"/> gave.</param>
    /// <param name="signatures">At most 32; each the root key and its signature r‖s with low s.</param>
    /// <exception cref="ArgumentException">Too many signatures, or one that is out of range or has a high s.</exception>
    public static byte[] Assemble(ReadOnlySpan<byte> body, IReadOnlyList<(P256PublicKey Root, byte[] Signature)> signatures)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        if (signatures.Count > MaxSignatures
            || signatures.Any(signature => P256Signature.CheckForm(signature.Signature) != SignatureVerdict.Valid))
        {
            throw new ArgumentException("A manifest has at most 32 signatures, each r‖s with low s.", nameof(signatures));
        }

        var manifest = new byte[4 + body.Length + 1 + (signatures.Count * SignatureLength)];
        WriteUInt32BigEndian(manifest, (uint)body.Length);
        body.CopyTo(manifest.AsSpan(4));
        manifest[4 + body.Length] = (byte)signatures.Count;
        var rest = manifest.AsSpan(4 + body.Length + 1);
        foreach (var (root, signature) in signatures)
        {
            WriteUInt64BigEndian(rest, TrustedRoots.RootId(root));
            signature.CopyTo(rest[8..]);
            rest = rest[SignatureLength..];
        }

        return manifest;
    }

    /// <summary>Checks a manifest in the numbered steps of <c>docs/format.md</c>. Bad input is an answer, never an exception.</summary>
    /// <param name="manifest">The published bytes.</param>
    /// <param name="trusted">The pinned root keys, or those of the key set held so far.</param>
    /// <param name="current">The key set held so far, if there is one; an older manifest is refused.</param>
    /// <param name="now">The time to judge by.</param>
    public static KeySetResult Verify(ReadOnlySpan<byte> manifest, TrustedRoots trusted, KeySet? current, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trusted);

        // Steps 1 to 4: lengths, type, root keys.
        var refusal = Split(manifest, out var body, out var signatures);
        TrustedRoots? roots = null;
        if (refusal == KeySetRefusal.None)
        {
            refusal = KeySetReader.ReadRoots(body, out roots);
        }

        // Steps 5 to 7: installation and signatures. Nothing else is looked at before they are good.
        if (refusal == KeySetRefusal.None)
        {
            refusal = CheckTrust(body, signatures, trusted, roots!);
        }

        // Step 8: when it was made.
        if (refusal == KeySetRefusal.None)
        {
            refusal = CheckTimes(body, now);
        }

        // Step 9: the keys.
        var keys = new List<KeyEntry>();
        if (refusal == KeySetRefusal.None)
        {
            refusal = KeySetReader.ReadKeys(body, keys);
        }

        // Step 10: no way back to an older one.
        var digest = SHA256.HashData(body);
        if (refusal == KeySetRefusal.None && current?.IsOvertakenBy(KeySetReader.SequenceOf(body), digest) == false)
        {
            refusal = KeySetRefusal.Sequence;
        }

        return refusal == KeySetRefusal.None
            ? KeySetResult.Accepted(new KeySet(roots!, KeySetReader.SequenceOf(body), KeySetReader.NextUpdateOf(body), digest, keys))
            : KeySetResult.Refused(refusal);
    }

    internal static bool IsFromTheFuture(DateTimeOffset issuedAt, DateTimeOffset now) => issuedAt - now > ClockTolerance;

    private static KeySetRefusal Split(ReadOnlySpan<byte> manifest, out ReadOnlySpan<byte> body, out ReadOnlySpan<byte> signatures)
    {
        body = signatures = default;
        if (manifest.Length > MaxLength)
        {
            return KeySetRefusal.TooLong;
        }

        if (manifest.Length < 5 || ReadUInt32BigEndian(manifest) > manifest.Length - 5)
        {
            return KeySetRefusal.Length;
        }

        body = manifest.Slice(4, (int)ReadUInt32BigEndian(manifest));
        var count = manifest[4 + body.Length];
        signatures = manifest[(5 + body.Length)..];
        return count <= MaxSignatures && signatures.Length == count * SignatureLength
            ? KeySetRefusal.None
            : KeySetRefusal.Length;
    }

    private static KeySetRefusal CheckTrust(
        ReadOnlySpan<byte> body, ReadOnlySpan<byte> signatures, TrustedRoots trusted, TrustedRoots roots)
    {
        if (roots.Installation != trusted.Installation)
        {
            return KeySetRefusal.Installation;
        }

        Span<byte> hash = stackalloc byte[32];
        SignedObject.Hash(SignedObject.KeySetContext, body, hash);
        if (!trusted.HaveSigned(hash, signatures))
        {
            return KeySetRefusal.Threshold;
        }

        return roots.HaveSigned(hash, signatures) ? KeySetRefusal.None : KeySetRefusal.NewRoots;
    }

    private static KeySetRefusal CheckTimes(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var issuedAt = KeySetReader.IssuedAtOf(body);
        if (IsFromTheFuture(issuedAt, now))
        {
            return KeySetRefusal.NotYetValid;
        }

        return KeySetReader.NextUpdateOf(body) < issuedAt ? KeySetRefusal.Times : KeySetRefusal.None;
    }
}
