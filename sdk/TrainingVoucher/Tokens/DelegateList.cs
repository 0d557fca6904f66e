using System.Security.Cryptography;
using static System.Buffers.Binary.BinaryPrimitives;

namespace TrainingVoucher.Tokens;

/// <summary>A list of presentation and status keys that a region's delegate key signed.</summary>
internal sealed class DelegateList
{
    public const int MaxKeys = 256;
    public const int HeaderLength = 39;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(35);

    private readonly byte[] _digest;

    private DelegateList(ReadOnlySpan<byte> body, IReadOnlyList<KeyEntry> keys)
    {
        DelegateKeyId = ReadUInt32BigEndian(body[17..]);
        Sequence = ReadUInt64BigEndian(body[21..]);
        Keys = keys;
        _digest = SHA256.HashData(body);
    }

    public uint DelegateKeyId { get; }

    public ulong Sequence { get; }

    public IReadOnlyList<KeyEntry> Keys { get; }

    public static KeySetRefusal Verify(ReadOnlySpan<byte> list, KeySet keySet, DateTimeOffset now, out DelegateList? verified)
    {
        verified = null;

        // Steps 1 to 3: length, type, installation.
        var refusal = CheckFrame(list, keySet);
        if (refusal != KeySetRefusal.None)
        {
            return refusal;
        }

        // Step 4: the delegate key.
        var body = list[..^P256Signature.Length];
        if (!keySet.TryFindOwn(ReadUInt32BigEndian(body[17..]), out var signer))
        {
            return KeySetRefusal.DelegateUnknownKey;
        }

        // Steps 4 and 5: what the key may do, and its signature.
        refusal = CheckSigner(signer, body, list[body.Length..], now);
        if (refusal != KeySetRefusal.None)
        {
            return refusal;
        }

        // Steps 6 and 7: times, then the keys in order.
        var keys = new List<KeyEntry>();
        refusal = CheckTimes(body, now);
        if (refusal == KeySetRefusal.None)
        {
            refusal = ReadKeys(body, signer, keySet, keys);
        }

        // Step 8: no way back to an older one.
        var read = new DelegateList(body, keys);
        if (refusal == KeySetRefusal.None && keySet.ListOf(signer.Id)?.IsOvertakenBy(read) == false)
        {
            refusal = KeySetRefusal.Sequence;
        }

        verified = refusal == KeySetRefusal.None ? read : null;
        return refusal;
    }

    private static KeySetRefusal CheckFrame(ReadOnlySpan<byte> list, KeySet keySet)
    {
        if (list.Length < HeaderLength + P256Signature.Length)
        {
            return KeySetRefusal.Length;
        }

        if (list[0] != SignedObject.DelegateListType)
        {
            return KeySetRefusal.Type;
        }

        var count = ReadUInt16BigEndian(list[37..]);
        if (count > MaxKeys || list.Length != HeaderLength + (count * KeyEntryLayout.Length) + P256Signature.Length)
        {
            return KeySetRefusal.Length;
        }

        return new Guid(list.Slice(1, 16), bigEndian: true) == keySet.Roots.Installation
            ? KeySetRefusal.None
            : KeySetRefusal.Installation;
    }

    private static KeySetRefusal CheckSigner(
        KeyEntry signer, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature, DateTimeOffset now)
    {
        if (signer.Role != KeyRole.Delegate)
        {
            return KeySetRefusal.DelegateKeyRole;
        }

        if (now < signer.NotBefore || now > signer.VerifyUntil)
        {
            return KeySetRefusal.DelegateKeyNotValid;
        }

        if (signer.IsCompromised)
        {
            return KeySetRefusal.DelegateKeyCompromised;
        }

        Span<byte> hash = stackalloc byte[32];
        SignedObject.Hash(SignedObject.DelegateListContext, body, hash);
        return signer.PublicKey.Verify(hash, signature) == SignatureVerdict.Valid
            ? KeySetRefusal.None
            : KeySetRefusal.DelegateSignature;
    }

    private static KeySetRefusal CheckTimes(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        DateTimeOffset issuedAt = IssuedAtOf(body), nextUpdate = TokenClock.FromSeconds(ReadUInt32BigEndian(body[33..]));
        if (KeySetManifest.IsFromTheFuture(issuedAt, now))
        {
            return KeySetRefusal.NotYetValid;
        }

        if (nextUpdate < issuedAt)
        {
            return KeySetRefusal.Times;
        }

        if (nextUpdate - issuedAt > Reach)
        {
            return KeySetRefusal.DelegateTooFar;
        }

        return now > nextUpdate ? KeySetRefusal.DelegateStale : KeySetRefusal.None;
    }

    private static KeySetRefusal ReadKeys(ReadOnlySpan<byte> body, KeyEntry signer, KeySet keySet, List<KeyEntry> keys)
    {
        var ids = new HashSet<uint>();
        for (var entries = body[HeaderLength..]; entries.Length > 0; entries = entries[KeyEntryLayout.Length..])
        {
            if ((KeyRole)KeyEntryLayout.RoleOf(entries) is not (KeyRole.Presentation or KeyRole.Status))
            {
                return KeySetRefusal.DelegateRole;
            }

            var refusal = KeyEntryLayout.Read(entries, out var key);
            if (refusal == KeySetRefusal.None && key is not null)
            {
                refusal = CheckGrant(key, signer, IssuedAtOf(body));
                keys.Add(key);
            }

            if (refusal != KeySetRefusal.None)
            {
                return refusal;
            }

            var id = KeyEntryLayout.IdOf(entries);
            if (!ids.Add(id) || keySet.IsTakenBesides(id, signer.Id))
            {
                return KeySetRefusal.DuplicateKey;
            }
        }

        return KeySetRefusal.None;
    }

    private static KeySetRefusal CheckGrant(KeyEntry key, KeyEntry signer, DateTimeOffset issuedAt)
    {
        if (!signer.Scope.Contains(key.Scope))
        {
            return KeySetRefusal.DelegateRegion;
        }

        return key.VerifyUntil - issuedAt > Reach ? KeySetRefusal.DelegateTooFar : KeySetRefusal.None;
    }

    private static DateTimeOffset IssuedAtOf(ReadOnlySpan<byte> body) =>
        TokenClock.FromSeconds(ReadUInt32BigEndian(body[29..]));

    private bool IsOvertakenBy(DelegateList other) =>
        other.Sequence > Sequence || (other.Sequence == Sequence && other._digest.AsSpan().SequenceEqual(_digest));
}
