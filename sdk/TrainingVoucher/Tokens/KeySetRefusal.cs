namespace TrainingVoucher.Tokens;

/// <summary>Why a key set manifest or a delegate list is refused, in the order of the steps in <c>docs/format.md</c>.</summary>
public enum KeySetRefusal
{
    /// <summary>It is not refused.</summary>
    None = 0,

    /// <summary><c>keyset_too_long</c>: more than 131,072 bytes.</summary>
    TooLong,

    /// <summary><c>keyset_length</c>: the lengths and counts inside do not add up to the bytes there are.</summary>
    Length,

    /// <summary><c>keyset_type</c>: not an object of this type.</summary>
    Type,

    /// <summary><c>keyset_roots</c>: no usable set of root keys.</summary>
    Roots,

    /// <summary><c>keyset_installation</c>: of another installation.</summary>
    Installation,

    /// <summary><c>keyset_threshold</c>: too few trusted root keys signed it.</summary>
    Threshold,

    /// <summary><c>keyset_new_roots</c>: too few of the root keys it names signed it.</summary>
    NewRoots,

    /// <summary><c>keyset_not_yet_valid</c>: issued more than five minutes from now.</summary>
    NotYetValid,

    /// <summary><c>keyset_times</c>: times inside are out of order.</summary>
    Times,

    /// <summary><c>keyset_reserved_bits</c>: a flag bit is set that has no meaning.</summary>
    ReservedBits,

    /// <summary><c>keyset_scope</c>: a region scope that is none.</summary>
    Scope,

    /// <summary><c>keyset_public_key</c>: a public key that is no point on the curve.</summary>
    PublicKey,

    /// <summary><c>keyset_duplicate_key</c>: a key id occurs twice.</summary>
    DuplicateKey,

    /// <summary><c>keyset_sequence</c>: older than the one already held, or another with the same sequence.</summary>
    Sequence,

    /// <summary><c>delegates_unknown_key</c>: the key set has no such delegate key.</summary>
    DelegateUnknownKey,

    /// <summary><c>delegates_key_role</c>: the key that signed is not a delegate key.</summary>
    DelegateKeyRole,

    /// <summary><c>delegates_key_not_valid</c>: the delegate key's time has not come or is over.</summary>
    DelegateKeyNotValid,

    /// <summary><c>delegates_key_compromised</c>: the delegate key was compromised.</summary>
    DelegateKeyCompromised,

    /// <summary><c>delegates_signature</c>: the signature is not the delegate key's, is out of range or has a high s.</summary>
    DelegateSignature,

    /// <summary><c>delegates_stale</c>: its next update is overdue.</summary>
    DelegateStale,

    /// <summary><c>delegates_role</c>: it lists a key that is neither for presentations nor for status.</summary>
    DelegateRole,

    /// <summary><c>delegates_region</c>: it lists a key for more than the delegate's own region.</summary>
    DelegateRegion,

    /// <summary><c>delegates_too_far</c>: it reaches more than 35 days beyond its own issue.</summary>
    DelegateTooFar,
}
