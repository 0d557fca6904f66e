using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>The tables at the end of the API guide are those of the declared operations.</summary>
public sealed class ApiDocsTests
{
    private const string Path = "docs/api.md";
    private const string Mark = "<!-- Generated from the declared operations; do not edit below. -->\n";

    private static readonly (Audience Role, string Title)[] Roles =
    [
        (Audience.Public, "Anybody"), (Audience.Authority, "Authority"), (Audience.Channel, "Channel"), (Audience.Institution, "Institution"),
        (Audience.CoursePlatform, "Course platform"), (Audience.AssessmentBody, "Assessment body"), (Audience.RegionalSystem, "Regional system"),
    ];

    [Fact]
    public void Operations_AreListedAsDeclared()
    {
        var text = Repository.Read(Path);
        var end = text.IndexOf(Mark, StringComparison.Ordinal);

        Assert.True(end > 0, $"{Path} has lost its mark.");
        Repository.MustBe(Path, text[..end] + Mark + Tables());
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (role, title) in Roles.Where(r => Of(r.Role).Any()))
        {
            text.Append($"\n### {title}\n\n| Call | What it does | |\n|---|---|---|\n");
            foreach (var operation in Of(role))
            {
                text.Append($"| `{operation.Method} {operation.Path}` | {operation.Summary} | {Notes(operation)} |\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<Operation> Of(Audience role) => Operations.All.Where(o => role == Audience.Public ? o.Audience == role : o.Audience.HasFlag(role));

    private static string Notes(Operation operation) =>
        string.Join(", ", new[] { operation.IsChange ? "key" : "", operation.TakesCsv ? "CSV" : "" }.Where(n => n.Length > 0));
}
