namespace TrainingVoucher.Tokens;

/// <summary>Crockford base32, most significant bit first, without padding and without its optional check symbol.</summary>
internal static class Crockford
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly sbyte[] Values = BuildValues();

    /// <summary>The value 0 to 31 of a letter or digit in either case, or -1; O, I, L and U have none.</summary>
    public static int ValueOf(char symbol) => symbol < 128 ? Values[symbol] : -1;

    public static int SymbolsFor(int byteCount) => ((byteCount * 8) + 4) / 5;

    public static void Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        uint buffer = 0;
        int bits = 0, written = 0;
        foreach (var octet in bytes)
        {
            buffer = (buffer << 8) | octet;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[written++] = Alphabet[(int)(buffer >> bits) & 31];
            }
        }

        if (bits > 0)
        {
            text[written] = Alphabet[(int)(buffer << (5 - bits)) & 31];
        }
    }

    /// <summary>Fills <paramref name="bytes"/> with the whole bytes of the text; false on a symbol outside the alphabet.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        uint buffer = 0;
        int bits = 0, written = 0;
        foreach (var symbol in text)
        {
            var value = ValueOf(symbol);
            if (value < 0)
            {
                return false;
            }

            buffer = (buffer << 5) | (uint)value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[written++] = (byte)(buffer >> bits);
            }
        }

        return true;
    }

    private static sbyte[] BuildValues()
    {
        var values = new sbyte[128];
        Array.Fill(values, (sbyte)-1);
        for (var i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (sbyte)i;
            values[char.ToLowerInvariant(Alphabet[i])] = (sbyte)i;
        }

        return values;
    }
}
