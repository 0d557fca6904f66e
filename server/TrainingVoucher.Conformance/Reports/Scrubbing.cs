using System.Text.RegularExpressions;

namespace TrainingVoucher.Conformance.Reports;

/// <summary>
/// The last line of defence of a report: what came from the program under test may hold what it must not. ID numbers, tokens, keys and
/// secrets are recognised by their looks.
/// </summary>
internal static partial class Scrubbing
{
    private const string Gone = "***";

    public static string Of(string text)
    {
        var clean = Secret().Replace(text, Gone);
        return clean.Length > 300 ? clean[..300] + "…" : clean;
    }

    /// <summary>ID numbers of 15 or 18 characters and more digits yet; what is as long and as mixed as keys and tokens; what says that it is a secret.</summary>
    [GeneratedRegex("[0-9]{14,}[0-9Xx]?|whsec_[A-Za-z0-9+/=]+|-----BEGIN.*|[A-Za-z0-9_+/=.-]{40,}", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
