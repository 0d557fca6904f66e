using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace TrainingVoucher.Tokens;

/// <summary>
/// The trusted keys of one installation, from a checked manifest and the delegate lists applied to it. Never changes;
/// keep one instance and share it between threads, for it holds the parsed keys.
/// </summary>
public sealed class KeySet
{
    private readonly byte[] _digest;
    private readonly IReadOnlyList<KeyEntry> _own;
    private readonly IReadOnlyList<DelegateList> _delegateLists;
    private readonly FrozenDictionary<uint, KeyEntry> _keys;

    internal KeySet(
        TrustedRoots roots,
        ulong sequence,
        DateTimeOffset nextUpdate,
        byte[] digest,
        IReadOnlyList<KeyEntry> own,
        IReadOnlyList<DelegateList>? delegateLists = null)
    {
        Roots = roots;
        Sequence = sequence;
        NextUpdate = nextUpdate;
        _digest = digest;
        _own = own;
        _delegateLists = delegateLists ?? [];
        _keys = own.Concat(_delegateLists.SelectMany(list => list.Keys)).ToFrozenDictionary(key => key.Id);
    }

    /// <summary>The root keys in force: what the next manifest is checked against.</summary>
    public TrustedRoots Roots { get; }

    /// <summary>The manifest's sequence.</summary>
    public ulong Sequence { get; }

    /// <summary>When a newer manifest is due; after that, tokens need an online check.</summary>
    public DateTimeOffset NextUpdate { get; }

    /// <summary>Every key, those of delegate lists included.</summary>
    public IReadOnlyCollection<KeyEntry> Keys => _keys.Values;

    /// <summary>Checks a delegate list in the numbered steps of <c>docs/format.md</c> and adds its keys.</summary>
    /// <param name="delegateList">The published bytes.</param>
    /// <param name="now">The time to judge by.</param>
    /// <returns>A new key set, in which the list stands in place of an older one of the same delegate; or the refusal.</returns>
    /// <remarks>A newer manifest starts without lists: apply them again, so that a withdrawn delegate's keys go with it.</remarks>
    public KeySetResult WithDelegates(ReadOnlySpan<byte> delegateList, DateTimeOffset now)
    {
        var refusal = DelegateList.Verify(delegateList, this, now, out var list);
        if (refusal != KeySetRefusal.None)
        {
            return KeySetResult.Refused(refusal);
        }

        DelegateList[] lists = [.. _delegateLists.Where(held => held.DelegateKeyId != list!.DelegateKeyId), list!];
        return KeySetResult.Accepted(new KeySet(Roots, Sequence, NextUpdate, _digest, _own, lists));
    }

    internal bool TryFind(uint keyId, [NotNullWhen(true)] out KeyEntry? key) => _keys.TryGetValue(keyId, out key);

    internal bool TryFindOwn(uint keyId, [NotNullWhen(true)] out KeyEntry? key)
    {
        key = _own.FirstOrDefault(entry => entry.Id == keyId);
        return key is not null;
    }

    internal DelegateList? ListOf(uint delegateKeyId) =>
        _delegateLists.FirstOrDefault(list => list.DelegateKeyId == delegateKeyId);

    /// <summary>Whether a key id is taken by anything but the list of that delegate.</summary>
    internal bool IsTakenBesides(uint keyId, uint delegateKeyId) =>
        TryFind(keyId, out _) && ListOf(delegateKeyId)?.Keys.Any(key => key.Id == keyId) != true;

    internal bool IsOvertakenBy(ulong sequence, ReadOnlySpan<byte> digest) =>
        sequence > Sequence || (sequence == Sequence && digest.SequenceEqual(_digest));
}
