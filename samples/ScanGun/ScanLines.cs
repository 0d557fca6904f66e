using System.Text;
using TrainingVoucher.Tokens;

namespace ScanGun;

/// <summary>
/// What a scanner types, line by line. A line ends with CR, LF or both; what it has around the scan is taken off, and the full-width
/// letters of a Chinese input method become narrow. However long a line is, no more is kept than shows that it is too long.
/// </summary>
internal sealed class ScanLines(TextReader input, string prefix, string suffix)
{
    private const string TokenStart = "TV1";

    private readonly string before = Narrow(prefix);
    private readonly string after = Narrow(suffix);
    private readonly char[] buffer = new char[4096];
    private int next;
    private int filled;
    private bool afterReturn;

    /// <summary>The next scan; nothing at the end. A last line without an end counts.</summary>
    public async Task<string?> ReadAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (next == filled)
            {
                (next, filled) = (0, await input.ReadAsync(buffer.AsMemory()));
                if (filled == 0)
                {
                    return line.Length > 0 ? Clean(line.ToString()) : null;
                }
            }

            var typed = buffer[next++];
            var isSecondOfTwo = typed == '\n' && afterReturn;
            afterReturn = typed == '\r';
            if (isSecondOfTwo)
            {
                continue;
            }

            if (typed is '\r' or '\n')
            {
                return Clean(line.ToString());
            }

            if (line.Length <= Input.Longest + before.Length + after.Length)
            {
                line.Append(typed);
            }
        }
    }

    private string Clean(string line)
    {
        var text = Narrow(line).AsSpan().Trim(Unseen);
        text = text.StartsWith(before, StringComparison.Ordinal) ? text[before.Length..] : text;
        text = text.EndsWith(after, StringComparison.Ordinal) ? text[..^after.Length] : text;
        // The name of the barcode's kind, which scanners send when told to: ]Q3, ]C0.
        text = text is [']', _, _, ..] ? text[3..] : text;
        return Last(text.Trim(Unseen).ToString());
    }

    /// <summary>A scan that broke off without Enter stands before the next one: the whole token at the end counts.</summary>
    private static string Last(string text)
    {
        var at = text.LastIndexOf(TokenStart, StringComparison.OrdinalIgnoreCase);
        return at > 0 && VoucherToken.TryRead(text.AsSpan(at), out _) == TokenRefusal.None ? text[at..] : text;
    }

    /// <summary>Full-width letters, digits and signs as ASCII; the rest as it is.</summary>
    public static string Narrow(string text) =>
        string.Create(text.Length, text, static (narrow, wide) =>
        {
            for (var i = 0; i < wide.Length; i++)
            {
                narrow[i] = wide[i] switch
                {
                    >= '\uFF01' and <= '\uFF5E' => (char)(wide[i] - 0xFEE0),
                    '\u3000' => ' ',
                    var other => other,
                };
            }
        });

    /// <summary>What a scanner or a terminal puts around a scan unseen.</summary>
    private static readonly char[] Unseen = [.. Enumerable.Range(0, 33).Select(c => (char)c), '\u007F', '\u00A0', '\u200B', '\uFEFF'];
}
