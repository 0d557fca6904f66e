using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Tenancy;

/// <summary>How a stranger is answered who names what is not his.</summary>
internal enum Reply
{
    /// <summary>Refused, and nothing is written.</summary>
    Refused,

    /// <summary>Answered item by item, or by an empty selection.</summary>
    Told,

    /// <summary>Answered without looking: what was named is looked up later.</summary>
    Blind,
}

/// <summary>One operation as the matrix calls it; names in braces stand for things of a tenant.</summary>
internal sealed partial record MatrixCall(Operation Operation, string Path, string Query, string Body, Reply Reply)
{
    /// <summary>What is said in place of a thing that has no owner.</summary>
    private static readonly string[] Free = ["any", "jwk", "person", "nobody", "document", "today", "project", "region", "secret"];

    /// <summary>The names of what belongs to somebody, wherever in the call it stands.</summary>
    public IReadOnlyList<string> Owned => [.. Named().Matches(Path + Query + Body).Select(m => m.Groups["name"].Value).Distinct().Except(Free)];

    public bool NamesRegion => (Query + Body).Contains("{region}", StringComparison.Ordinal);

    /// <summary>The call with its names filled in.</summary>
    public async Task<FilledCall> FillAsync(Func<string, Task<string>> value)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Named().Matches(Path + Query + Body))
        {
            var name = match.Groups["name"].Value;
            values[name] = values.TryGetValue(name, out var known) ? known : await value(name);
        }

        return new FilledCall(Operation, Fill(Path) + Fill(Query), Fill(Body), values);

        string Fill(string text) => Named().Replace(text, m => values[m.Groups["name"].Value]);
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+[A-Za-z0-9]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Named();
}

/// <summary>A call that can be sent, and what its names stand for in it.</summary>
internal sealed record FilledCall(Operation Operation, string Address, string Body, IReadOnlyDictionary<string, string> Values);
