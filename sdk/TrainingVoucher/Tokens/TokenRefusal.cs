namespace TrainingVoucher.Tokens;

/// <summary>Why a voucher token is refused, in the order of the verifier's steps in <c>docs/format.md</c>.</summary>
public enum TokenRefusal
{
    /// <summary>It is not refused.</summary>
    None = 0,

    /// <summary><c>token_too_long</c>: more than 1,024 characters.</summary>
    TooLong,

    /// <summary><c>token_prefix</c>: the text does not begin with TV1.</summary>
    Prefix,

    /// <summary><c>token_alphabet</c>: a character outside the base32 alphabet; aliases such as O for 0 are not accepted.</summary>
    Alphabet,

    /// <summary><c>token_length</c>: no token of its type has this length.</summary>
    Length,

    /// <summary><c>token_spare_bits</c>: the text is not the one form of its bytes.</summary>
    SpareBits,

    /// <summary><c>token_type</c>: not a voucher token, or of a type this version does not know.</summary>
    Type,

    /// <summary><c>token_reserved_bits</c>: a flag bit is set that has no meaning.</summary>
    ReservedBits,

    /// <summary><c>token_voucher_id</c>: a spare bit of the voucher id is set.</summary>
    VoucherId,

    /// <summary><c>token_region</c>: the region is not six decimal digits.</summary>
    Region,

    /// <summary><c>token_days</c>: the first day is after the last.</summary>
    Days,

    /// <summary><c>token_value</c>: a face value of nothing, or a value where the mode has none.</summary>
    Value,

    /// <summary><c>token_unknown_key</c>: the key set has no such key.</summary>
    UnknownKey,

    /// <summary><c>token_key_role</c>: the key is not for vouchers.</summary>
    KeyRole,

    /// <summary><c>token_key_region</c>: the key is not for this region.</summary>
    KeyRegion,

    /// <summary><c>token_key_not_yet_valid</c>: the key's time has not come.</summary>
    KeyNotYetValid,

    /// <summary><c>token_key_no_longer_valid</c>: the key's time is over.</summary>
    KeyNoLongerValid,

    /// <summary><c>token_signature_range</c>: r or s is zero or not below the order of the curve.</summary>
    SignatureRange,

    /// <summary><c>token_high_s</c>: s is above half the order; the format has one form per signature.</summary>
    HighS,

    /// <summary><c>token_signature</c>: the signature is not that key's over these bytes.</summary>
    Signature,

    /// <summary><c>token_not_started</c>: the first valid day has not come.</summary>
    NotStarted,

    /// <summary><c>token_expired</c>: the last valid day is over.</summary>
    Expired,

    /// <summary><c>token_key_compromised</c>: the key was compromised; only the server can tell. Online check required.</summary>
    KeyCompromised,

    /// <summary><c>token_key_set_stale</c>: a newer key set is due. Online check required.</summary>
    KeySetStale,
}
