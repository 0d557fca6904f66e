using System.Text.RegularExpressions;

namespace TrainingVoucher.Tests;

/// <summary>The code blocks of a README are regions of a file that is compiled and run.</summary>
internal static partial class ReadmeBlocks
{
    private const int Indentation = 8;

    /// <param name="readme">The path of the README.</param>
    /// <param name="snippets">The path of the file with the regions, in the order of the blocks.</param>
    public static void AssertCompiled(string readme, string snippets)
    {
        var blocks = CodeBlock().Matches(File.ReadAllText(readme)).Select(m => m.Groups["code"].Value.Trim());
        var regions = Region().Matches(File.ReadAllText(snippets)).Select(m => Outdented(m.Groups["code"].Value));

        Assert.Equal(regions, blocks, StringComparer.Ordinal);
        Assert.NotEmpty(blocks);
    }

    private static string Outdented(string code) => string.Join('\n', code.Split('\n').Select(line => line.Length > Indentation ? line[Indentation..] : "")).Trim();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"#region \w+\n(?<code>.*?)\n *#endregion", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();
}
