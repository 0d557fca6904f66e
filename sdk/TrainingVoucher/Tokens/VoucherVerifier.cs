namespace TrainingVoucher.Tokens;

/// <summary>
/// Checks voucher tokens against a key set, offline, in the numbered steps of <c>docs/format.md</c>. Bad input is an
/// answer, never an exception. Safe for use from many threads.
/// </summary>
/// <param name="keys">The keys of the installation whose vouchers are checked.</param>
public sealed class VoucherVerifier(KeySet keys)
{
    private readonly KeySet _keys = keys ?? throw new ArgumentNullException(nameof(keys));

    /// <summary>Checks one token.</summary>
    /// <param name="text">The token text as scanned or typed: upper or lower case, at most one trailing CR, LF, CRLF or TAB.</param>
    /// <param name="now">The time to judge by.</param>
    public VoucherVerdict Verify(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        // Steps 1 to 11: text to bytes, and the fields that can be wrong by themselves.
        Span<byte> buffer = stackalloc byte[TokenText.MaxBytes];
        var refusal = VoucherToken.Decode(text, buffer);
        if (refusal != TokenRefusal.None)
        {
            return VoucherVerdict.Refused(refusal);
        }

        // Step 12: the key.
        var token = buffer[..VoucherToken.ByteLength];
        var claims = VoucherBody.Read(token);
        if (!_keys.TryFind(claims.KeyId, out var key))
        {
            return VoucherVerdict.Refused(TokenRefusal.UnknownKey);
        }

        // Steps 13 to 16: what the key may do, where and when.
        refusal = CheckKey(key, claims, now);
        if (refusal == TokenRefusal.None)
        {
            // Steps 17 to 19: the signature.
            refusal = CheckSignature(key, token);
        }

        if (refusal == TokenRefusal.None)
        {
            // Steps 20 to 23: the voucher's days, then what only the server can tell.
            refusal = CheckTime(key, claims, now);
        }

        return refusal == TokenRefusal.None ? VoucherVerdict.Accepted(claims) : VoucherVerdict.Refused(refusal);
    }

    private static TokenRefusal CheckKey(KeyEntry key, VoucherClaims claims, DateTimeOffset now)
    {
        if (key.Role != KeyRole.Voucher)
        {
            return TokenRefusal.KeyRole;
        }

        if (!key.Scope.Contains(claims.Region))
        {
            return TokenRefusal.KeyRegion;
        }

        if (now < key.NotBefore)
        {
            return TokenRefusal.KeyNotYetValid;
        }

        return now > key.VerifyUntil ? TokenRefusal.KeyNoLongerValid : TokenRefusal.None;
    }

    private static TokenRefusal CheckSignature(KeyEntry key, ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[32];
        SignedObject.Hash(SignedObject.VoucherContext, token[..VoucherBody.Length], hash);
        return key.PublicKey.Verify(hash, token[VoucherBody.Length..]) switch
        {
            SignatureVerdict.Valid => TokenRefusal.None,
            SignatureVerdict.Range => TokenRefusal.SignatureRange,
            SignatureVerdict.HighS => TokenRefusal.HighS,
            _ => TokenRefusal.Signature,
        };
    }

    private TokenRefusal CheckTime(KeyEntry key, VoucherClaims claims, DateTimeOffset now)
    {
        var today = TokenClock.DayOf(now);
        if (today < claims.FirstDay)
        {
            return TokenRefusal.NotStarted;
        }

        if (today > claims.LastDay)
        {
            return TokenRefusal.Expired;
        }

        if (key.IsCompromised)
        {
            return TokenRefusal.KeyCompromised;
        }

        return now > _keys.NextUpdate ? TokenRefusal.KeySetStale : TokenRefusal.None;
    }
}
