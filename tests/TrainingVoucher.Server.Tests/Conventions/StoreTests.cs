using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>What a store has a part in is tested on both.</summary>
public sealed partial class StoreTests
{
    private const string Here = "tests/TrainingVoucher.Server.Tests/";

    /// <summary>They use a server to look at routes, documents and pages, or to run another program.</summary>
    private static readonly string[] Elsewhere = ["Conventions", "Packaging", "Pages", "Samples"];

    [Fact]
    public void PostgresTests_LeaveOut_WhatUsesNoStoreOrIsAboutSqlite()
    {
        var leftOut = XDocument.Parse(Repository.Read("tests/TrainingVoucher.Server.Postgres.Tests/TrainingVoucher.Server.Postgres.Tests.csproj"))
            .Descendants("Compile").SelectMany(e => e.Attribute("Remove")?.Value.Split(';') ?? []).Select(glob => Pattern(glob[3..])).ToList();

        var wrong = Repository.Sources(Here).Where(file => leftOut.Exists(pattern => pattern.IsMatch(file["tests/".Length..])))
            .Where(file => !Elsewhere.Contains(file.Split('/')[2], StringComparer.Ordinal) && !file.Split('/')[^1].StartsWith("Sqlite", StringComparison.Ordinal))
            .Where(file => Store().IsMatch(Repository.Read(file)));

        Assert.NotEmpty(leftOut);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Tests_OfBothStores_NameNoDatabase()
    {
        var wrong = Repository.Sources(Here)
            .Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal) && !file.StartsWith($"{Here}Conventions/", StringComparison.Ordinal) && !file.Split('/')[^1].StartsWith("Sqlite", StringComparison.Ordinal))
            .Where(file => Connection().IsMatch(Repository.Read(file)));

        Assert.Empty(wrong);
    }

    private static Regex Pattern(string glob) => new(
        $"^{Regex.Escape(glob).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$",
        RegexOptions.None,
        TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"\b(TestServer|Scenario|TestDatabase|EdgeServer)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Store();

    [GeneratedRegex(@"\b(Sqlite(Connection|Store)|Npgsql(Connection|DataSource)|PostgresStore)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Connection();
}
