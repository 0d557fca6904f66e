namespace TrainingVoucher.Tokens;

/// <summary>The stable text form of <see cref="KeySetRefusal"/>.</summary>
public static class KeySetRefusals
{
    /// <summary>The refusal code of <c>docs/format.md</c>, in snake case; empty for <see cref="KeySetRefusal.None"/>.</summary>
    public static string ToCode(this KeySetRefusal refusal) => refusal switch
    {
        KeySetRefusal.None => "",
        KeySetRefusal.TooLong => "keyset_too_long",
        KeySetRefusal.Length => "keyset_length",
        KeySetRefusal.Type => "keyset_type",
        KeySetRefusal.Roots => "keyset_roots",
        KeySetRefusal.Installation => "keyset_installation",
        KeySetRefusal.Threshold => "keyset_threshold",
        KeySetRefusal.NewRoots => "keyset_new_roots",
        KeySetRefusal.NotYetValid => "keyset_not_yet_valid",
        KeySetRefusal.Times => "keyset_times",
        KeySetRefusal.ReservedBits => "keyset_reserved_bits",
        KeySetRefusal.Scope => "keyset_scope",
        KeySetRefusal.PublicKey => "keyset_public_key",
        KeySetRefusal.DuplicateKey => "keyset_duplicate_key",
        KeySetRefusal.Sequence => "keyset_sequence",
        KeySetRefusal.DelegateUnknownKey => "delegates_unknown_key",
        KeySetRefusal.DelegateKeyRole => "delegates_key_role",
        KeySetRefusal.DelegateKeyNotValid => "delegates_key_not_valid",
        KeySetRefusal.DelegateKeyCompromised => "delegates_key_compromised",
        KeySetRefusal.DelegateSignature => "delegates_signature",
        KeySetRefusal.DelegateStale => "delegates_stale",
        KeySetRefusal.DelegateRole => "delegates_role",
        KeySetRefusal.DelegateRegion => "delegates_region",
        KeySetRefusal.DelegateTooFar => "delegates_too_far",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
