using System.Reflection;
using System.Text.RegularExpressions;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

/// <summary>Groups of commands reach tables through shelves. A statement there that leaves the bucket out would look into every partition.</summary>
public sealed partial class HotStatementTests
{
    [Fact]
    public void Statements_OnTablesDividedByBucket_NameTheBucket()
    {
        var divided = Migrations.Of("Postgres").SelectMany(m => Divided().Matches(m.Sql)).Select(m => m.Groups["table"].Value).ToHashSet(StringComparer.Ordinal);
        var statements = typeof(Shelf).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Shelf)))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!)
            .SelectMany(sql => Named().Matches(sql).Select(m => (Sql: sql, Table: m.Groups["table"].Value, Name: m.Groups["alias"] is { Success: true } alias ? alias.Value : m.Groups["table"].Value)))
            .Where(s => divided.Contains(s.Table)).ToList();

        Assert.Superset(new HashSet<string>(["voucher", "person_rule"]), statements.Select(s => s.Table).ToHashSet());
        Assert.Empty(statements.Where(s => !s.Sql.Contains($"{s.Name}.bucket = ", StringComparison.Ordinal)).Select(s => s.Sql));
    }

    /// <summary>A table whose first column is the bucket.</summary>
    [GeneratedRegex(@"CREATE TABLE (?<table>\w+) \(\s+bucket\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Divided();

    /// <summary>A table that a statement looks into, and what it calls it.</summary>
    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE)\s+(?<table>[a-z_]+)(\s+(?!SET\b|WHERE\b|ON\b)(?<alias>[a-z]+)\b)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named();
}
