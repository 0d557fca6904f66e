namespace TrainingVoucher.Tokens;

/// <summary>Turns what a person typed into the eighteen symbols of a code: the leading T and seventeen values.</summary>
internal static class CodeInput
{
    public const int MaxLength = 64;

    private const char Skipped = '\0';

    public static CodeRefusal Read(ReadOnlySpan<char> text, Span<byte> values)
    {
        if (text.Length > MaxLength)
        {
            return CodeRefusal.TooLong;
        }

        Span<byte> symbols = stackalloc byte[MaxLength];
        var count = 0;
        foreach (var typed in text)
        {
            var symbol = Fold(typed);
            if (symbol == Skipped)
            {
                continue;
            }

            var value = Crockford.ValueOf(symbol);
            if (value < 0)
            {
                return CodeRefusal.Alphabet;
            }

            symbols[count++] = (byte)value;
        }

        if (count == 0 || symbols[0] != Crockford.ValueOf('T'))
        {
            return CodeRefusal.Prefix;
        }

        if (count != CodeCheck.CodeLength + 1)
        {
            return CodeRefusal.Length;
        }

        symbols.Slice(1, CodeCheck.CodeLength).CopyTo(values);
        return CodeRefusal.None;
    }

    private static char Fold(char typed)
    {
        var narrow = typed is (>= '\uFF10' and <= '\uFF19') or (>= '\uFF21' and <= '\uFF3A') or (>= '\uFF41' and <= '\uFF5A')
            ? (char)(typed - 0xFEE0)
            : typed;
        return narrow switch
        {
            'O' or 'o' => '0',
            'I' or 'i' or 'L' or 'l' => '1',
            ' ' or '\u3000' or '-' or (>= '\u2010' and <= '\u2015') or '\uFF0D' => Skipped,
            Skipped => '\u0001',
            _ => narrow,
        };
    }
}
