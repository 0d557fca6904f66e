using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Client;

namespace TrainingVoucher.Testing.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreTheCompiledSnippets()
    {
        var here = Path.GetDirectoryName(ThisFile())!;
        var readme = File.ReadAllText(Path.Combine(here, "..", "..", "server", "TrainingVoucher.Testing", "README.md"));
        var snippets = File.ReadAllText(Path.Combine(here, "ReadmeSnippets.cs"));

        var blocks = CodeBlock().Matches(readme).Select(m => m.Groups["code"].Value.Trim());
        var regions = Region().Matches(snippets).Select(m => string.Join('\n', m.Groups["code"].Value.Split('\n').Select(l => l.Length > 8 ? l[8..] : "")).Trim());

        Assert.Equal(regions, blocks, StringComparer.Ordinal);
        Assert.NotEmpty(blocks);
    }

    [Fact]
    public async Task Readme_CodeBlocks_RunToTheirEnd()
    {
        var services = new ServiceCollection();

        Assert.Equal("10 True Claimed 50000 already_redeemed", await ReadmeSnippets.RunAsync(services));
        Assert.Contains(services, s => s.ServiceType == typeof(TrainingVoucherClient));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"#region \w+\n(?<code>.*?)\n *#endregion", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();
}
