using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Conventions;

public sealed class ErrorDocsTests
{
    private const string Path = "docs/errors.md";

    [Fact]
    public void Errors_AreDocumentedAsDeclared() => Repository.MustBe(Path, Render());

    [Fact]
    public void EveryCode_StandsInTheDocs_WithBothSentences()
    {
        var lines = Repository.Lines(Path);

        Assert.All(ErrorCodes.All, e => Assert.Single(
            lines,
            line => line.StartsWith($"| `{e.Code}` | {e.Status} |", StringComparison.Ordinal)
                && line.Contains(e.Chinese, StringComparison.Ordinal) && line.Contains(e.English, StringComparison.Ordinal)
                && line.Contains(e.NextChinese, StringComparison.Ordinal) && line.Contains(e.NextEnglish, StringComparison.Ordinal)));
    }

    private static string Render()
    {
        var text = new StringBuilder(
            """
            # Refusals

            Every refusal has a code that never changes its meaning. Over the API it is the `code` of a problem (RFC 9457) with the status
            given here; `title` and `detail` are the English sentences, `titleZh` and `detailZh` the Chinese ones. A check of a voucher, online or
            offline, answers with the same codes. `docs/openapi.json` lists the codes of each operation. Generated from `ErrorCodes`; do not edit.

            | Code | Status | What it says | What to do |
            |---|---|---|---|

            """);
        foreach (var e in ErrorCodes.All)
        {
            text.Append($"| `{e.Code}` | {e.Status} | {e.Chinese}<br>{e.English} | {e.NextChinese}<br>{e.NextEnglish} |\n");
        }

        return text.ToString();
    }
}
