using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;

namespace TrainingVoucher.Server.Schemes;

/// <summary>What is known of a person on the day of a claim.</summary>
internal sealed record PersonFacts(DateOnly? BirthDate, IReadOnlyList<RegisterFact> Register);

/// <summary>One entry of the register that holds today.</summary>
internal sealed record RegisterFact
{
    public string Category { get; init; } = "";

    public int Region { get; init; }
}

/// <summary>Which conditions of a scheme a person does not meet, and which pledges are still to be made.</summary>
internal sealed record Eligibility(IReadOnlyList<string> Unmet, IReadOnlyList<string> Pledges)
{
    public ErrorCode? Refusal => Unmet.Count > 0 ? ErrorCodes.NotEligible : Pledges.Count > 0 ? ErrorCodes.PledgeMissing : null;
}

/// <summary>Whether a person meets the conditions of a scheme: each is checked against the register, or pledged.</summary>
internal static class EligibilityRules
{
    public static Eligibility Check(SchemeDefinition scheme, PersonFacts person, IReadOnlyCollection<string> pledged, DateOnly today) => new(
        [.. scheme.Eligibility.Where(c => !c.Pledge && !Meets(c, person, today)).Select(c => c.Id)],
        Pledges(scheme, pledged));

    /// <summary>The pledges still to be made; all that is asked of a person whom an authority listed by name.</summary>
    public static IReadOnlyList<string> Pledges(SchemeDefinition scheme, IReadOnlyCollection<string> pledged) =>
        [.. scheme.Eligibility.Where(c => c.Pledge && !pledged.Contains(c.Id)).Select(c => c.Id)];

    private static bool Meets(EligibilityCondition condition, PersonFacts person, DateOnly today) =>
        MeetsAge(condition, person.BirthDate, today) && MeetsCategory(condition, person.Register);

    private static bool MeetsAge(EligibilityCondition condition, DateOnly? born, DateOnly today)
    {
        if (condition.MinAge is null && condition.MaxAge is null)
        {
            return true;
        }

        if (born is not { } day)
        {
            return false;
        }

        var age = today.Year - day.Year - (today < Birthday(day, today.Year) ? 1 : 0);
        return age >= (condition.MinAge ?? 0) && age <= (condition.MaxAge ?? int.MaxValue);
    }

    /// <summary>Who was born on 29 February has the birthday on 1 March in other years.</summary>
    private static DateOnly Birthday(DateOnly born, int year) =>
        born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, born.Month, born.Day);

    private static bool MeetsCategory(EligibilityCondition condition, IReadOnlyList<RegisterFact> facts)
    {
        if (condition.Categories.Count == 0)
        {
            return true;
        }

        var region = condition.Region is null ? 0 : Regions.Read(condition.Region);
        return facts.Any(f => condition.Categories.Contains(f.Category) && Regions.Covers(region, f.Region));
    }
}
