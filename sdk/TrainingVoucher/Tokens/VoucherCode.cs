namespace TrainingVoucher.Tokens;

/// <summary>
/// The short unique code (唯一码) that people read, print and type: <c>TXXXXX-XXXXXX-XXXXXX</c>, which is the letter T,
/// the 75 bits of the voucher id in Crockford base32 and two check characters.
/// </summary>
/// <param name="Id">The voucher it names.</param>
public readonly record struct VoucherCode(VoucherId Id)
{
    private const int GroupLength = 6;

    /// <summary>Reads what a person typed; false if it is not a voucher code.</summary>
    /// <param name="text">Case, spaces, dashes, full-width letters and digits, O for 0 and I or L for 1 are forgiven.</param>
    /// <param name="code">The code, if the answer is true.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out VoucherCode code) => TryParse(text, out code, out _);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out VoucherCode)"/>
    /// <param name="text">Case, spaces, dashes, full-width letters and digits, O for 0 and I or L for 1 are forgiven.</param>
    /// <param name="code">The code, if the answer is true.</param>
    /// <param name="refusal">What is wrong with the text, if the answer is false.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out VoucherCode code, out CodeRefusal refusal)
    {
        code = default;
        Span<byte> values = stackalloc byte[CodeCheck.CodeLength];
        refusal = CodeInput.Read(text, values);
        if (refusal == CodeRefusal.None && !CodeCheck.IsValid(values))
        {
            refusal = CodeRefusal.Check;
        }

        if (refusal != CodeRefusal.None)
        {
            return false;
        }

        code = new VoucherCode(Pack(values[..CodeCheck.DataLength]));
        return true;
    }

    /// <summary>The code as it is shown and printed: eighteen characters in three groups, parted by dashes.</summary>
    public string Format() => string.Create(20, Id, static (text, id) =>
    {
        Span<byte> values = stackalloc byte[CodeCheck.CodeLength];
        Unpack(id, values);
        text[0] = 'T';
        for (int i = 0, at = 1; i < values.Length; i++, at++)
        {
            if (at is 6 or 13)
            {
                text[at++] = '-';
            }

            text[at] = Crockford.Alphabet[values[i]];
        }
    });

    /// <inheritdoc cref="Format"/>
    public override string ToString() => Format();

    /// <summary>
    /// Whether its three shown groups in some other order would read as another valid code. About one id in a thousand
    /// is like that; issuers skip it, so that among issued codes every exchange of groups is caught.
    /// </summary>
    public bool HasExchangeableGroups()
    {
        Span<byte> shown = stackalloc byte[CodeCheck.CodeLength + 1];
        shown[0] = (byte)Crockford.ValueOf('T');
        Unpack(Id, shown[1..]);
        return Survives(shown, 0, 2, 1) || Survives(shown, 1, 0, 2) || Survives(shown, 1, 2, 0)
            || Survives(shown, 2, 0, 1) || Survives(shown, 2, 1, 0);
    }

    private static bool Survives(ReadOnlySpan<byte> shown, int first, int second, int third)
    {
        Span<byte> moved = stackalloc byte[CodeCheck.CodeLength + 1];
        shown.Slice(first * GroupLength, GroupLength).CopyTo(moved);
        shown.Slice(second * GroupLength, GroupLength).CopyTo(moved[GroupLength..]);
        shown.Slice(third * GroupLength, GroupLength).CopyTo(moved[(2 * GroupLength)..]);
        return moved[0] == shown[0] && CodeCheck.IsValid(moved[1..]) && !moved.SequenceEqual(shown);
    }

    private static void Unpack(VoucherId id, Span<byte> values)
    {
        Span<byte> bytes = stackalloc byte[VoucherId.ByteLength];
        id.CopyTo(bytes);
        for (var i = 0; i < CodeCheck.DataLength; i++)
        {
            var bit = i * 5;
            var window = (bytes[bit / 8] << 8) | (bit / 8 < 9 ? bytes[(bit / 8) + 1] : 0);
            values[i] = (byte)((window >> (11 - (bit % 8))) & 31);
        }

        CodeCheck.Append(values);
    }

    private static VoucherId Pack(ReadOnlySpan<byte> values)
    {
        Span<byte> bytes = stackalloc byte[VoucherId.ByteLength];
        bytes.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            var bit = i * 5;
            var window = values[i] << (11 - (bit % 8));
            bytes[bit / 8] |= (byte)(window >> 8);
            if (bit / 8 < 9)
            {
                bytes[(bit / 8) + 1] |= (byte)window;
            }
        }

        return VoucherId.FromBytes(bytes);
    }
}
