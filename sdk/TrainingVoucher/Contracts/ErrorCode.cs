namespace TrainingVoucher.Contracts;

/// <summary>A stable reason why a call or a check was refused.</summary>
/// <param name="Code">The code programs act on, in snake_case; it never changes its meaning.</param>
/// <param name="Status">The HTTP status it is answered with.</param>
/// <param name="Chinese">A sentence to show to a person, in Chinese.</param>
/// <param name="English">The same sentence in English.</param>
/// <param name="NextChinese">What to do next, in Chinese.</param>
/// <param name="NextEnglish">What to do next, in English.</param>
public sealed record ErrorCode(string Code, int Status, string Chinese, string English, string NextChinese, string NextEnglish)
{
    /// <summary>The sentence to show to a person, in both languages.</summary>
    public LocalText Sentence => new(Chinese, English);

    /// <summary>What to do next, in both languages.</summary>
    public LocalText Next => new(NextChinese, NextEnglish);
}

/// <summary>Every refusal code of the product. <c>docs/errors.md</c> is generated from this list.</summary>
public static partial class ErrorCodes
{
    private static List<ErrorCode>? all;
    private static Dictionary<string, ErrorCode>? byCode;

    /// <summary>All codes in alphabetical order.</summary>
    public static IReadOnlyList<ErrorCode> All => [.. all!.OrderBy(e => e.Code, StringComparer.Ordinal)];

    /// <summary>Finds a code; <see langword="null"/> for one that this version does not know.</summary>
    /// <param name="code">The code in snake_case.</param>
    public static ErrorCode? Find(string code) =>
        (byCode ??= all!.ToDictionary(e => e.Code, StringComparer.Ordinal)).GetValueOrDefault(code);

    private static ErrorCode Define(int status, string code, string zh, string en, string nextZh, string nextEn)
    {
        var error = new ErrorCode(code, status, zh, en, nextZh, nextEn);
        (all ??= []).Add(error);
        return error;
    }
}
