using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TrainingVoucher.Tests.Repository;

public sealed partial class FilesTests
{
    [Fact]
    public void Texts_Everywhere_NameNoPackageRegistry() => Assert.Empty(Holding(Registry()));

    [Fact]
    public void Texts_Everywhere_NameNoPlaceOfOneMachine() => Assert.Empty(Holding(MachinePath()));

    [Fact]
    public void Texts_Everywhere_HoldNoPrivateKey() => Assert.Empty(Holding(PrivateKey()));

    [Theory]
    [InlineData("https://api.nuget", ".org/packages")]
    [InlineData("registry.npm", "js.org")]
    [InlineData("https://packages.example/v3/", "index.json")]
    public void Registry_OfAnyKind_IsRecognised(string start, string end) => Assert.Matches(Registry(), start + end);

    [Theory]
    [InlineData("\"/ho", "me/someone/voucher\"")]
    [InlineData("in /ro", "ot/.nuget")]
    [InlineData("C:", "\\Users\\someone")]
    public void MachinePath_OfAnyKind_IsRecognised(string start, string end) => Assert.Matches(MachinePath(), start + end);

    [Theory]
    [InlineData("-----BEGIN PRIVATE ", "KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg")]
    [InlineData("-----BEGIN EC PRIVATE ", "KEY-----\\nMHcCAQEEIIMBByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg")]
    [InlineData("\"d\": ", "\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"")]
    public void PrivateKey_OfAnyKind_IsRecognised(string start, string end) => Assert.Matches(PrivateKey(), start + end);

    [Fact]
    public void Scripts_Everywhere_AreExecutable()
    {
        var scripts = Checkout.Texts().Where(file => file.Text.StartsWith("#!", StringComparison.Ordinal) || file.Path.EndsWith(".sh", StringComparison.Ordinal)).Select(file => file.Path).ToList();

        Assert.Contains("test.sh", scripts);
        Assert.Contains(".ci/run", scripts);
        Assert.All(scripts, path => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Checkout.Root, path)).HasFlag(UnixFileMode.UserExecute), path));
    }

    [Fact]
    public void NugetConfig_Sources_AreTheLocalFeedAlone()
    {
        var sources = XDocument.Parse(Checkout.Read("nuget.config")).Descendants("packageSources").Elements().ToList();

        Assert.Equal("sdk/feed", Assert.Single(sources).Attribute("value")?.Value);
        Assert.Equal([".gitkeep"], Checkout.Files().Where(path => path.StartsWith("sdk/feed/", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    private static IEnumerable<string> Holding(Regex what) => Checkout.Texts()
        .Where(file => what.IsMatch(file.Text))
        .Select(file => $"{file.Path}: {what.Match(file.Text).Value}");

    [GeneratedRegex(@"\bnuget\.org\b|\bnpmjs\.(org|com)\b|\bpypi\.org\b|/v3/index\.json\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Registry();

    [GeneratedRegex(@"(?<![\w.}/])/(home|root|Users|work)/[\w.]|\b[A-Z]:\\\w", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----(\\s|\\\\n|\")*[A-Za-z0-9+/]{32}|\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{43}\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PrivateKey();
}
