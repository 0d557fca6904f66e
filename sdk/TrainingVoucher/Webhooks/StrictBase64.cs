namespace TrainingVoucher.Webhooks;

/// <summary>Base64 in its one valid form: padded, without white space, spare bits zero.</summary>
internal static class StrictBase64
{
    /// <summary>Decodes text that is exactly what encoding its bytes gives, and fits.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        if (!Convert.TryFromBase64Chars(text, bytes, out length))
        {
            return false;
        }

        // Decoding overlooks white space and spare bits; encoding again does not.
        Span<char> again = stackalloc char[(length + 2) / 3 * 4];
        return again.Length == text.Length && Convert.TryToBase64Chars(bytes[..length], again, out _) && again.SequenceEqual(text);
    }
}
