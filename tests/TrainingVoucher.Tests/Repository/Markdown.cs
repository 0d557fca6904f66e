using System.Text.RegularExpressions;

namespace TrainingVoucher.Tests.Repository;

/// <summary>What the tests look at in a Markdown file.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<string> Files { get; } = [.. Checkout.Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>Targets of links to other files, without their fragment.</summary>
    public static IEnumerable<string> RelativeLinks(string text) => Link().Matches(text)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains(':', StringComparison.Ordinal));

    /// <summary>The levels of the headings, in order.</summary>
    public static IEnumerable<int> Headings(string text) => Heading().Matches(Fence().Replace(text, "")).Select(match => match.Groups["marks"].Length);

    /// <summary>The lines of the shell snippets.</summary>
    public static IEnumerable<string> Commands(string text) => Fence().Matches(text)
        .Where(match => match.Groups["language"].Value == "sh")
        .SelectMany(match => match.Groups["code"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^(?<marks>#+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();
}
