using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TrainingVoucher.Tests.Repository;

public sealed class DocumentsTests
{
    [Fact]
    public void RelativeLinks_Everywhere_LeadToAFile()
    {
        var broken = Markdown.Files
            .SelectMany(file => Markdown.RelativeLinks(Checkout.Read(file)).Select(link => (File: file, Link: link)))
            .Where(x => !Checkout.Has(Path.Combine(Path.GetDirectoryName(x.File)!, x.Link)))
            .Select(x => $"{x.File}: {x.Link}");

        Assert.Empty(broken);
        Assert.Contains("README.md", Markdown.Files);
    }

    [Fact]
    public void ShellSnippets_Everywhere_NameWhatIsThere()
    {
        var commands = Markdown.Files.SelectMany(file => Markdown.Commands(Checkout.Read(file)).Select(command => (File: file, Command: command))).ToList();

        Assert.Empty(commands.Where(x => !Exists(x.Command)).Select(x => $"{x.File}: {x.Command}"));
        Assert.NotEmpty(commands);
    }

    [Theory]
    [InlineData("dotnet run --project samples/Nowhere")]
    [InlineData("./absent.sh")]
    [InlineData("./test.sh --absent")]
    [InlineData("server/operations/backup.sh --keys")]
    [InlineData("npm install")]
    [InlineData("dotnet tool install --global Something.Else")]
    [InlineData("training-voucher-conformance --absent")]
    public void ShellSnippets_OfWhatIsNotThere_AreNoticed(string command) => Assert.False(Exists(command));

    [Fact]
    public void Readmes_InBothLanguages_HaveOneShape()
    {
        var (english, chinese) = (Checkout.Read("README.md"), Checkout.Read("README.zh-CN.md"));

        Assert.Equal(Markdown.Headings(english), Markdown.Headings(chinese));
        Assert.Equal(Markdown.Commands(english), Markdown.Commands(chinese), StringComparer.Ordinal);
        Assert.Equal(
            Markdown.RelativeLinks(english).Where(link => link != "README.zh-CN.md"),
            Markdown.RelativeLinks(chinese).Where(link => link != "README.md"),
            StringComparer.Ordinal);
        Assert.Equal(["dotnet run --project samples/Quickstart", "./test.sh"], Markdown.Commands(english), StringComparer.Ordinal);
    }

    [Fact]
    public void Dependencies_EveryPackageWithAVersion_IsExplained()
    {
        var document = Checkout.Read("docs/dependencies.md");
        var packages = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(e => e.Attribute("Include")!.Value);

        Assert.All(packages, package => Assert.Contains($"`{package}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_EveryRecord_IsListedAndTenLinesLong()
    {
        var index = Markdown.RelativeLinks(Checkout.Read("docs/adr/README.md"));
        var records = Markdown.Files.Where(file => file.StartsWith("docs/adr/0", StringComparison.Ordinal)).ToList();

        Assert.Equal(records.Select(Path.GetFileName).Order(StringComparer.Ordinal), index.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(records, record => Assert.InRange(Checkout.Read(record).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 4, 14));
    }

    private static bool Exists(string command) => command.Split(' ') switch
    {
        ["dotnet", "build" or "test" or "restore", ..] => true,
        ["dotnet", "new", "console", ..] => true,
        ["dotnet", "add", "package", "TrainingVoucher" or "TrainingVoucher.Testing"] => true,
        ["dotnet", "tool", "install", "--global", "TrainingVoucher.Conformance"] => true,
        ["training-voucher-conformance", .. var options] => options.Where(o => o.StartsWith("--", StringComparison.Ordinal) && o != "--")
            .All(o => Checkout.Read("server/TrainingVoucher.Conformance/CommandLine.cs").Contains($"  {o} ", StringComparison.Ordinal)),
        ["dotnet", "run", "--project", var project, ..] => Directory.Exists(Path.Combine(Checkout.Root, project)) && Directory.EnumerateFiles(Path.Combine(Checkout.Root, project), "*.csproj").Any(),
        [var script, .. var arguments] when script.EndsWith(".sh", StringComparison.Ordinal) =>
            Checkout.Has(script) && arguments.Where(a => a.StartsWith("--", StringComparison.Ordinal)).All(a => Reads(Checkout.Read(script), a)),
        _ => false,
    };

    // As a case of its own, or in the list a script hands to read_options.
    private static bool Reads(string script, string option) =>
        Regex.IsMatch(script, $"""(^\s*|\| ){Regex.Escape(option)}(\)| \|)|read_options ".*(?<=[ "]){Regex.Escape(option)}[ "]""", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
