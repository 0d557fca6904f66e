using System.Globalization;
using System.Text.RegularExpressions;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// Numbers of resident ID cards (GB 11643-1999: six digits of region, eight of birth date, three of sequence, check digit by ISO 7064 MOD 11-2), and
/// how they are found in texts that people type, so that none is kept where no number may be.
/// </summary>
internal static partial class IdNumbers
{
    public const int Length = 18;

    private const string Checks = "10X98765432";

    /// <summary>Nobody born later is trained for years to come; numbers of payments with the day in them are not taken for those of persons.</summary>
    private const int LatestYear = 2019;

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The check digit that belongs to the first seventeen digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (number[i] - '0') * Weights[i];
        }

        return Checks[sum % Checks.Length];
    }

    /// <summary>Whether there is one in a text, in narrow or wide characters, also with its parts apart.</summary>
    public static bool StandIn(string text) => HasDigits(text) && Candidate().Matches(Narrow(text)).Any(match => IsNumber(match.Value));

    /// <summary>Whether there are digits enough; nearly every text of a call ends here, before anything that takes longer.</summary>
    private static bool HasDigits(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += c is (>= '0' and <= '9') or (>= '０' and <= '９') ? 1 : 0;
        }

        return digits >= Length - 1;
    }

    private static bool IsNumber(string candidate)
    {
        var number = candidate.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            && born.Year is >= 1900 and <= LatestYear
            && CheckDigit(number) == number[^1];
    }

    private static string Narrow(string text) =>
        text.Any(c => c >= '！') ? string.Create(text.Length, text, (narrow, wide) =>
        {
            for (var i = 0; i < wide.Length; i++)
            {
                narrow[i] = wide[i] is >= '！' and <= '～' ? (char)(wide[i] - '！' + '!') : wide[i];
            }
        }) : text;

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidate();
}
