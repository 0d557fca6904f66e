namespace TrainingVoucher.Tokens;

/// <summary>
/// The two check characters of a voucher code: a Reed–Solomon code over GF(32) with x⁵+x²+1, whose generator
/// polynomial (x+α)(x+α²) = x² + 6x + 8 has its first root at α¹.
/// </summary>
internal static class CodeCheck
{
    public const int DataLength = 15;
    public const int CodeLength = 17;

    private static readonly byte[] BySix = MultiplesOf(6);
    private static readonly byte[] ByEight = MultiplesOf(8);

    /// <summary>Writes the two check values of the fifteen data values that stand before them.</summary>
    public static void Append(Span<byte> code)
    {
        Remainder(code[..DataLength], out code[DataLength], out code[DataLength + 1]);
    }

    public static bool IsValid(ReadOnlySpan<byte> code)
    {
        Remainder(code[..DataLength], out var first, out var second);
        return code[DataLength] == first && code[DataLength + 1] == second;
    }

    private static void Remainder(ReadOnlySpan<byte> data, out byte first, out byte second)
    {
        first = 0;
        second = 0;
        foreach (var value in data)
        {
            var feedback = value ^ first;
            first = (byte)(second ^ BySix[feedback]);
            second = ByEight[feedback];
        }
    }

    private static byte[] MultiplesOf(int factor)
    {
        var products = new byte[32];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] = Multiply(i, factor);
        }

        return products;
    }

    private static byte Multiply(int left, int right)
    {
        var product = 0;
        for (var bit = 4; bit >= 0; bit--)
        {
            product <<= 1;
            product ^= (product & 0x20) != 0 ? 0x25 : 0;
            product ^= ((right >> bit) & 1) != 0 ? left : 0;
        }

        return (byte)product;
    }
}
