using TrainingVoucher.Contracts;

namespace ScanGun;

internal enum Tone
{
    /// <summary>Take it.</summary>
    Green,

    /// <summary>Do not take it.</summary>
    Red,

    /// <summary>Nothing is decided yet.</summary>
    Yellow,
}

/// <summary>Where results are shown: each is one line that begins with a word, and is coloured where colours are wanted.</summary>
internal sealed class Screen(TextWriter output, bool english, bool inColour)
{
    private static readonly LocalText[] Verdicts = [new("通过", "OK"), new("拒绝", "REFUSED"), new("未定", "UNKNOWN")];
    private static readonly string[] Colours = ["\e[30;42m", "\e[97;41m", "\e[30;43m"];

    public string In(LocalText? text) => text is null ? "" : english ? text.En : text.Zh;

    /// <summary>Whole fen as yuan.</summary>
    public string Yuan(long fen) => english ? $"{fen / 100m:N2} yuan" : $"{fen / 100m:N2} 元";

    public string Seat(int number) => $"{In(Texts.Seat)} {number}";

    /// <summary>A result: its word, and what belongs to it, without what is empty.</summary>
    public void Show(Tone tone, params IEnumerable<string> parts)
    {
        var line = Plain($"[{In(Verdicts[(int)tone])}] {string.Join("  ", parts.Where(part => part.Length > 0))}");
        output.WriteLine(inColour ? $"{Colours[(int)tone]}{line}\e[0m" : line);
    }

    /// <summary>A refusal, or why there is no answer, and what to do next.</summary>
    public void Show(Tone tone, LocalText? sentence, LocalText? next, params IEnumerable<string> parts) =>
        Show(tone, [english ? $"{In(sentence)} {In(next)}" : In(sentence) + In(next), .. parts]);

    /// <summary>What the program waits for, or anything else that is no result.</summary>
    public void Note(LocalText text, params IEnumerable<string> parts) => output.WriteLine(Plain($"  {string.Join("  ", [In(text), .. parts.Where(part => part.Length > 0)])}"));

    /// <summary>What comes from outside moves no cursor.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
