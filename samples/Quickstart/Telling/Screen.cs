namespace Quickstart.Telling;

/// <summary>Where the story is told: text of at most 80 columns.</summary>
internal sealed class Screen(TextWriter output, bool isTerminal)
{
    public const int Width = 80;

    private int chapters;

    public void Chapter(string english, string chinese)
    {
        var title = $"-- {++chapters}. {english} {chinese} ";
        output.WriteLine();
        output.WriteLine(title + new string('-', Math.Max(0, Width - Columns(title))));
    }

    public void Say(string text) => output.WriteLine("   " + text);

    /// <summary>Something by the way, indented and broken between words.</summary>
    public void Note(string text)
    {
        const string indent = "        ";
        var line = indent;
        foreach (var word in text.Split(' '))
        {
            if (Columns(line) + Columns(word) > Width && line.Length > indent.Length)
            {
                output.WriteLine(line.TrimEnd());
                line = indent;
            }

            line += word + " ";
        }

        output.WriteLine(line.TrimEnd());
    }

    /// <summary>A picture of blocks; white on black in a terminal, whatever its colours are, so that a scanner reads it.</summary>
    public void Picture(IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            output.WriteLine(isTerminal ? $"   \e[97;40m{row}\e[0m" : "   " + row);
        }
    }

    /// <summary>A line to be copied: no indent, however long.</summary>
    public void Plain(string text) => output.WriteLine(text);

    public void Blank() => output.WriteLine();

    public Progress Progress(string what, int total) => new(output, isTerminal, what, total);

    /// <summary>Yuan with two decimals; amounts are whole fen everywhere else.</summary>
    public static string Yuan(long fen) => $"{fen / 100m:N2} 元";

    /// <summary>Fills a text up with spaces; in a terminal a Chinese character takes two columns.</summary>
    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Columns(text)));

    /// <summary>How many columns of a terminal a text takes.</summary>
    public static int Columns(string text) => text.Sum(c => c >= '\u2E80' ? 2 : 1);
}
