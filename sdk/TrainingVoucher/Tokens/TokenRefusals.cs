namespace TrainingVoucher.Tokens;

/// <summary>The stable text form of <see cref="TokenRefusal"/>.</summary>
public static class TokenRefusals
{
    /// <summary>The refusal code of <c>docs/format.md</c>, in snake case; empty for <see cref="TokenRefusal.None"/>.</summary>
    public static string ToCode(this TokenRefusal refusal) => refusal switch
    {
        TokenRefusal.None => "",
        TokenRefusal.TooLong => "token_too_long",
        TokenRefusal.Prefix => "token_prefix",
        TokenRefusal.Alphabet => "token_alphabet",
        TokenRefusal.Length => "token_length",
        TokenRefusal.SpareBits => "token_spare_bits",
        TokenRefusal.Type => "token_type",
        TokenRefusal.ReservedBits => "token_reserved_bits",
        TokenRefusal.VoucherId => "token_voucher_id",
        TokenRefusal.Region => "token_region",
        TokenRefusal.Days => "token_days",
        TokenRefusal.Value => "token_value",
        TokenRefusal.UnknownKey => "token_unknown_key",
        TokenRefusal.KeyRole => "token_key_role",
        TokenRefusal.KeyRegion => "token_key_region",
        TokenRefusal.KeyNotYetValid => "token_key_not_yet_valid",
        TokenRefusal.KeyNoLongerValid => "token_key_no_longer_valid",
        TokenRefusal.SignatureRange => "token_signature_range",
        TokenRefusal.HighS => "token_high_s",
        TokenRefusal.Signature => "token_signature",
        TokenRefusal.NotStarted => "token_not_started",
        TokenRefusal.Expired => "token_expired",
        TokenRefusal.KeyCompromised => "token_key_compromised",
        TokenRefusal.KeySetStale => "token_key_set_stale",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>Whether the token may still be good and the server has to be asked.</summary>
    public static bool NeedsOnlineCheck(this TokenRefusal refusal) =>
        refusal is TokenRefusal.KeyCompromised or TokenRefusal.KeySetStale;
}
