using System.Security.Cryptography;
using System.Text;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>What would lead back to a document number, wherever it stood.</summary>
internal static class Traces
{
    public static IEnumerable<byte[]> Of(string number)
    {
        var bytes = Encoding.UTF8.GetBytes(number);
        var hash = SHA256.HashData(bytes);
        foreach (var text in (string[])[
            number,
            number[^6..],
            Convert.ToHexString(hash),
            Convert.ToHexStringLower(hash),
            Convert.ToBase64String(hash).TrimEnd('='),
            Convert.ToHexStringLower(bytes),
            Convert.ToBase64String(bytes).TrimEnd('='),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(" " + number))[4..^4],
            Convert.ToBase64String(Encoding.UTF8.GetBytes("  " + number))[4..^4],
        ])
        {
            yield return Encoding.UTF8.GetBytes(text);
        }

        yield return Encoding.Unicode.GetBytes(number);
        yield return hash;
    }

    public static bool Contain(byte[] written, byte[] trace) => written.AsSpan().IndexOf(trace) >= 0;
}
