namespace TrainingVoucher.Tokens;

/// <summary>The text form of signed objects: <c>TV1</c> and base32. One text per byte sequence, letter case aside.</summary>
internal static class TokenText
{
    public const string Prefix = "TV1";
    public const int MaxLength = 1024;

    /// <summary>Room for the bytes of the longest text that is read at all.</summary>
    public const int MaxBytes = MaxLength * 5 / 8;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[MaxLength];
        var length = Prefix.Length + Crockford.SymbolsFor(bytes.Length);
        Prefix.CopyTo(text);
        Crockford.Encode(bytes, text[Prefix.Length..length]);
        return new string(text[..length]);
    }

    /// <summary>Steps 1 to 5 of the verifier: text to bytes.</summary>
    public static TokenRefusal Decode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length > MaxLength)
        {
            return TokenRefusal.TooLong;
        }

        text = WithoutTerminator(text);
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return TokenRefusal.Prefix;
        }

        var symbols = text[Prefix.Length..];
        if (!Crockford.TryDecode(symbols, bytes))
        {
            return TokenRefusal.Alphabet;
        }

        length = symbols.Length * 5 / 8;
        if (length == 0 || Crockford.SymbolsFor(length) != symbols.Length)
        {
            return TokenRefusal.Length;
        }

        Span<char> again = stackalloc char[MaxLength];
        Crockford.Encode(bytes[..length], again);
        return symbols.Equals(again[..symbols.Length], StringComparison.OrdinalIgnoreCase)
            ? TokenRefusal.None
            : TokenRefusal.SpareBits;
    }

    private static ReadOnlySpan<char> WithoutTerminator(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("\r\n", StringComparison.Ordinal))
        {
            return text[..^2];
        }

        return text is [.., '\r' or '\n' or '\t'] ? text[..^1] : text;
    }
}
