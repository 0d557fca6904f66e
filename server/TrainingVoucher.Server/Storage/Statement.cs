using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace TrainingVoucher.Server.Storage;

/// <summary>What a statement has to do with the tables: the words it names, and the table it changes.</summary>
internal sealed partial record Statement(IReadOnlySet<string> Words, string? Changed)
{
    private const int MostKept = 2_000;

    private static readonly ConcurrentDictionary<string, Statement> Known = new(StringComparer.Ordinal);

    public bool Names(string table) => Words.Contains(table);

    public static Statement Of(string sql)
    {
        if (Known.TryGetValue(sql, out var statement))
        {
            return statement;
        }

        statement = Read(sql);
        if (Known.Count < MostKept)
        {
            Known.TryAdd(sql, statement);
        }

        return statement;
    }

    private static Statement Read(string sql)
    {
        var words = WordPattern().Matches(sql).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var change = ChangePattern().Match(sql);
        return new(words, change.Success ? change.Groups["table"].Value : sql.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.Ordinal) ? null : "");
    }

    [GeneratedRegex(@"\w+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^\s*(?:INSERT INTO|INSERT OR \w+ INTO|UPDATE|DELETE FROM)\s+(?<table>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ChangePattern();
}
