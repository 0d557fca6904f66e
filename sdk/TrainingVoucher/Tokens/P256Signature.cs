namespace TrainingVoucher.Tokens;

/// <summary>What a signature check found.</summary>
public enum SignatureVerdict
{
    /// <summary>The signature is good.</summary>
    Valid = 0,

    /// <summary>Not 64 bytes, or r or s is zero or not below the order of the curve.</summary>
    Range,

    /// <summary>s is above half the order.</summary>
    HighS,

    /// <summary>Well formed, and not that key's signature over that hash.</summary>
    Invalid,
}

/// <summary>P-256 signatures as the format has them: r‖s, 32 bytes each, big-endian, s in the lower half.</summary>
public static class P256Signature
{
    /// <summary>The length of a signature in bytes.</summary>
    public const int Length = 64;

    private static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];

    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
    ];

    /// <summary>Replaces s by n−s where s is above half the order; issuers call it on everything they sign.</summary>
    /// <param name="signature">64 bytes, r‖s, changed in place.</param>
    /// <exception cref="ArgumentException">Not 64 bytes, or r or s out of range.</exception>
    public static void ToLowS(Span<byte> signature)
    {
        if (CheckForm(signature) == SignatureVerdict.Range)
        {
            throw new ArgumentException("A signature is 64 bytes, r and s between 1 and n-1.", nameof(signature));
        }

        var s = signature[32..];
        if (s.SequenceCompareTo(HalfOrder) <= 0)
        {
            return;
        }

        var borrow = 0;
        for (var i = 31; i >= 0; i--)
        {
            var difference = Order[i] - s[i] - borrow;
            borrow = difference < 0 ? 1 : 0;
            s[i] = (byte)difference;
        }
    }

    /// <summary>The checks that need no key; <see cref="SignatureVerdict.Valid"/> here means only well formed.</summary>
    internal static SignatureVerdict CheckForm(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Length || !IsInRange(signature[..32]) || !IsInRange(signature[32..]))
        {
            return SignatureVerdict.Range;
        }

        return signature[32..].SequenceCompareTo(HalfOrder) > 0 ? SignatureVerdict.HighS : SignatureVerdict.Valid;
    }

    private static bool IsInRange(ReadOnlySpan<byte> number) =>
        number.ContainsAnyExcept((byte)0) && number.SequenceCompareTo(Order) < 0;
}
