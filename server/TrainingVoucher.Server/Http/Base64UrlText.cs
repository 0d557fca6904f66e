using System.Buffers;
using System.Buffers.Text;

namespace TrainingVoucher.Server.Http;

/// <summary>Reads base64url without padding that stands for a known number of bytes.</summary>
internal static class Base64UrlText
{
    /// <summary>The bytes; nothing for any other text.</summary>
    public static byte[]? Read(string text, int length)
    {
        var bytes = new byte[length];
        return text.Length == Base64Url.GetEncodedLength(length)
            && Base64Url.DecodeFromChars(text, bytes, out var consumed, out var written) == OperationStatus.Done
            && consumed == text.Length
            && written == length
            ? bytes
            : null;
    }
}
