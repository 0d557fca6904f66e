using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>The lines that a request names by their numbers.</summary>
internal static class NamedLines
{
    public static Fields Validate(LinesRequest r) => new Fields()
        .Count(r.Lines, "lines", 1, Rosters.MaxRows)
        .Text(r.Reason, "reason", Fields.LongestReason);

    /// <summary>The lines in the order of the request; a refusal that names every number which is unknown or stands twice.</summary>
    public static Outcome<List<LineRow>> Find(Application application, IReadOnlyList<int> numbers, Func<int, string> field)
    {
        var (known, seen, found, errors) = (application.Lines.ToDictionary(l => l.Line), new HashSet<int>(), new List<LineRow>(), new Fields());
        for (var i = 0; i < numbers.Count; i++)
        {
            var isKnown = known.TryGetValue(numbers[i], out var line);
            errors.Must(isKnown, field(i), "not_found", "Is not a line of this application.")
                .Must(!isKnown || seen.Add(numbers[i]), field(i), "duplicate", "Stands twice.");
            if (isKnown)
            {
                found.Add(line!);
            }
        }

        return errors.Refusal is { } refusal ? refusal : found;
    }

    public static Outcome<List<LineRow>> Find(Application application, LinesRequest r) => Find(application, r.Lines, i => $"lines[{i}]");
}
