namespace TrainingVoucher.Tokens;

/// <summary>
/// Voucher tokens (券凭证), type 0x11, as bytes and text. Nothing here checks a signature: that is
/// <see cref="VoucherVerifier"/>'s work.
/// </summary>
public static class VoucherToken
{
    /// <summary>The length of a token in bytes, signature included.</summary>
    public const int ByteLength = VoucherBody.Length + P256Signature.Length;

    /// <summary>The body that is signed, 38 bytes.</summary>
    /// <exception cref="ArgumentException">A claim is out of its range, the days are reversed, or the value does not fit the mode.</exception>
    public static byte[] EncodeBody(VoucherClaims claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        VoucherBody.ThrowIfUnwritable(claims);
        var body = new byte[VoucherBody.Length];
        VoucherBody.Write(claims, body);
        var refusal = VoucherBody.Check(body);
        return refusal == TokenRefusal.None
            ? body
            : throw new ArgumentException($"These claims make no token: {refusal.ToCode()}.", nameof(claims));
    }

    /// <summary>The bytes whose SHA-256 hash is signed: the context <c>TV1-voucher</c>, a zero byte, the body.</summary>
    public static byte[] SignedBytes(ReadOnlySpan<byte> body) => SignedObject.Bytes(SignedObject.VoucherContext, body);

    /// <summary>The token text of a body and its signature.</summary>
    /// <param name="body">What <see cref="EncodeBody"/> gave.</param>
    /// <param name="signature">r‖s with s in the lower half, 64 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the signature is out of range or has a high s.</exception>
    public static string Format(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        if (body.Length != VoucherBody.Length || P256Signature.CheckForm(signature) != SignatureVerdict.Valid)
        {
            throw new ArgumentException("A token is a body of 38 bytes and a signature r‖s with low s.", nameof(signature));
        }

        Span<byte> bytes = stackalloc byte[ByteLength];
        body.CopyTo(bytes);
        signature.CopyTo(bytes[VoucherBody.Length..]);
        return TokenText.Encode(bytes);
    }

    /// <summary>Reads what a token states without believing it: form is checked, signature, key and days are not.</summary>
    /// <param name="text">The token text, as scanned.</param>
    /// <param name="claims">What it states, if the answer is <see cref="TokenRefusal.None"/>.</param>
    public static TokenRefusal TryRead(ReadOnlySpan<char> text, out VoucherClaims? claims)
    {
        Span<byte> bytes = stackalloc byte[TokenText.MaxBytes];
        var refusal = Decode(text, bytes);
        claims = refusal == TokenRefusal.None ? VoucherBody.Read(bytes) : null;
        return refusal;
    }

    /// <summary>Steps 1 to 11 of the verifier; on success the first 102 bytes are the token.</summary>
    internal static TokenRefusal Decode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var refusal = TokenText.Decode(text, bytes, out var length);
        if (refusal != TokenRefusal.None)
        {
            return refusal;
        }

        if (bytes[0] != SignedObject.VoucherType)
        {
            return TokenRefusal.Type;
        }

        return length == ByteLength ? VoucherBody.Check(bytes) : TokenRefusal.Length;
    }
}
