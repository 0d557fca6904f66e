using System.Collections.Frozen;
using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;

namespace ScanGun;

internal enum Word
{
    Check,
    Redeem,
    Class,
    Go,
    Drop,
    Reverse,
    Course,
    Help,
    Quit,
}

/// <summary>What a line is: a command, typed or as a barcode of the same word; the number of a card; or what should be a voucher.</summary>
internal abstract partial record Input
{
    /// <summary>The longest scan that the server takes, in characters.</summary>
    public const int Longest = 1024;

    private const string CheckDigits = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static readonly FrozenDictionary<string, Word> Words = new Dictionary<string, Word>
    {
        ["check"] = Word.Check,
        ["查券"] = Word.Check,
        ["redeem"] = Word.Redeem,
        ["用券"] = Word.Redeem,
        ["class"] = Word.Class,
        ["班级"] = Word.Class,
        ["go"] = Word.Go,
        ["提交"] = Word.Go,
        ["drop"] = Word.Drop,
        ["移除"] = Word.Drop,
        ["reverse"] = Word.Reverse,
        ["撤销"] = Word.Reverse,
        ["course"] = Word.Course,
        ["课程"] = Word.Course,
        ["help"] = Word.Help,
        ["帮助"] = Word.Help,
        ["quit"] = Word.Quit,
        ["退出"] = Word.Quit,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Input Read(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (Words.TryGetValue(space < 0 ? line : line[..space], out var word))
        {
            return new Command(word, space < 0 ? "" : line[(space + 1)..].Trim());
        }

        var number = line.ToUpperInvariant();
        return LongNumber().IsMatch(number) ? new Card(DocumentOf(number), IsMisread: CheckDigit(number) != number[^1])
            : ShortNumber().IsMatch(number) ? new Card(new() { Type = DocumentType.ForeignPermanentResidentCard, Number = number }, IsMisread: false)
            : new Scan(line);
    }

    /// <summary>The kind of document shows in its number: 81, 82 and 83 for Hong Kong, Macao and Taiwan, 9 for foreigners.</summary>
    private static IdentityDocument DocumentOf(string number) => new()
    {
        Number = number,
        Type = number[0] == '9' ? DocumentType.ForeignPermanentResidentCard
            : number[..2] is "81" or "82" or "83" ? DocumentType.HongKongMacaoTaiwanResidencePermit
            : DocumentType.ResidentIdCard,
    };

    /// <summary>GB 11643: finds a misread digit before anything is sent.</summary>
    private static char CheckDigit(string number) => CheckDigits[Weights.Select((weight, i) => weight * (number[i] - '0')).Sum() % 11];

    [GeneratedRegex("^[0-9]{17}[0-9X]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();

    /// <summary>The foreigners' card as it was before 2023.</summary>
    [GeneratedRegex("^[A-Z]{3}[0-9]{12}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortNumber();

    internal sealed record Command(Word Word, string Argument) : Input;

    internal sealed record Card(IdentityDocument Document, bool IsMisread) : Input;

    internal sealed record Scan(string Text) : Input;
}
