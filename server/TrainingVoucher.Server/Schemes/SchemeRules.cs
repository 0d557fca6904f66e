using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Schemes;

/// <summary>What makes a scheme definition valid, and what it says of one voucher or one institution.</summary>
internal static class SchemeRules
{
    public const long MaxValueFen = 10_000_000;

    public static Fields Validate(CreateSchemeRequest r)
    {
        var (d, at) = (r.Definition, "definition.");
        var fields = new Fields()
            .Region(r.Region, "region")
            .Text(d.Name, at + "name", 100)
            .Range(d.TrainingCategory, at + "trainingCategory", 0, ushort.MaxValue)
            .Range(d.LimitPerPerson, at + "limitPerPerson", 1, 100)
            .Range(d.GroupLimit, at + "groupLimit", 1, 100)
            .Text(d.Group, at + "group", 64, optional: true)
            .Range(d.ReversalHours, at + "reversalHours", 0, 720)
            .Range(d.ReversalRestoresDays, at + "reversalRestoresDays", 0, 365)
            .Range(d.LapseDays, at + "lapseDays", 1, 730);
        Value(fields, d, at);
        Content(fields, d.Content, at + "content.");
        Where(fields, d.Institutions, at + "institutions.");
        Conditions(fields, d.Eligibility, at + "eligibility");
        When(fields, d.Validity, at + "validity");
        Display(fields, r.Display, "display.");
        return fields;
    }

    public static Fields Validate(DisplayTemplate display) => Display(new Fields(), display, "");

    /// <summary>Whether the scheme carries money.</summary>
    public static bool HasMoney(this SchemeDefinition d) => d.ValueMode is ValueMode.FaceValue or ValueMode.ProjectStandard;

    /// <summary>The days a voucher claimed on <paramref name="today"/> can be used.</summary>
    public static (DateOnly First, DateOnly Last) DaysFrom(this Validity validity, DateOnly today) => validity.DaysFromClaim is { } days
        ? (today, today.AddDays(days - 1))
        : (validity.FirstDay!.Value, validity.LastDay!.Value);

    /// <summary>Why an institution cannot take vouchers of this scheme; nothing when it can.</summary>
    public static ErrorCode? Refuses(this SchemeDefinition d, int schemeRegion, InstitutionRow institution)
    {
        var rule = d.Institutions;
        var regions = rule.Regions.Count == 0 ? [schemeRegion] : rule.Regions.Select(Regions.Read);
        var fits = regions.Any(r => Regions.Covers(r, institution.Region))
            && (rule.Types.Count == 0 || rule.Types.Contains(institution.Type))
            && (rule.Ids.Count == 0 || rule.Ids.Contains(Ids.Show("ins", institution.Id)))
            && institution.CreditGrade >= rule.MinCreditGrade;
        return institution.Suspended ? ErrorCodes.Suspended : fits ? null : ErrorCodes.WrongInstitution;
    }

    /// <summary>Why the scheme does not pay this training; nothing when it does.</summary>
    public static ErrorCode? Refuses(this SchemeDefinition d, string project, int level, bool online)
    {
        var wanted = online ? TrainingForm.Online : TrainingForm.Offline;
        var fits = (d.Content.Projects.Count == 0 || d.Content.Projects.Contains(project, StringComparer.Ordinal))
            && (d.Content.Levels.Count == 0 || d.Content.Levels.Contains(level));
        return d.Form != TrainingForm.Both && d.Form != wanted ? ErrorCodes.WrongForm : fits ? null : ErrorCodes.WrongProject;
    }

    private static void Value(Fields fields, SchemeDefinition d, string at) => fields
        .Must(d.HasMoney() ? d.ValueFen is >= 1 and <= MaxValueFen : d.ValueFen == 0, at + "valueFen", "out_of_range",
            d.HasMoney() ? $"Must be 1 to {MaxValueFen} fen." : "Must be 0 for a voucher without money.");

    private static void Content(Fields fields, TrainingContent content, string at)
    {
        fields.Count(content.Projects, at + "projects", 0, 500).Text(content.Occupation, at + "occupation", 100, optional: true);
        foreach (var (project, i) in content.Projects.Select((p, i) => (p, i)))
        {
            fields.Must(SubsidyStandards.IsProject(project), $"{at}projects[{i}]", "invalid", "Must have 1 to 64 letters, digits, dots and dashes.");
        }

        foreach (var (level, i) in content.Levels.Select((l, i) => (l, i)))
        {
            fields.Range(level, $"{at}levels[{i}]", 1, 5);
        }
    }

    private static void Where(Fields fields, InstitutionRule rule, string at)
    {
        fields.Range(rule.MinCreditGrade, at + "minCreditGrade", 1, 5).Count(rule.Ids, at + "ids", 0, 1000).Count(rule.Regions, at + "regions", 0, 1000);
        foreach (var (region, i) in rule.Regions.Select((r, i) => (r, i)))
        {
            fields.Must(Regions.Read(region) >= 0, $"{at}regions[{i}]", "invalid", "Must be a six-digit region code.");
        }

        foreach (var (id, i) in rule.Ids.Select((id, i) => (id, i)))
        {
            fields.Must(Ids.Read("ins", id) != 0, $"{at}ids[{i}]", "invalid", "Must be the id of an institution.");
        }
    }

    private static void Conditions(Fields fields, IReadOnlyList<EligibilityCondition> conditions, string at)
    {
        fields.Count(conditions, at, 0, 20);
        foreach (var (condition, i) in conditions.Select((c, i) => (c, i)))
        {
            var here = $"{at}[{i}].";
            fields.Text(condition.Id, here + "id", 40)
                .Must(conditions.Take(i).All(other => other.Id != condition.Id), here + "id", "duplicate", "Stands twice.")
                .Range(condition.MinAge, here + "minAge", 0, 120)
                .Range(condition.MaxAge, here + "maxAge", condition.MinAge ?? 0, 120)
                .Must(condition.Categories.All(c => PersonCategories.All.Contains(c)), here + "categories", "invalid", "Must be listed categories.")
                .Must(condition.Region is null || Regions.Read(condition.Region) >= 0, here + "region", "invalid", "Must be a six-digit region code.")
                .Must(condition.Region is null || condition.Categories.Count > 0, here + "region", "invalid", "Must go with categories.")
                .Must(condition.Pledge || condition.MinAge is not null || condition.MaxAge is not null || condition.Categories.Count > 0, $"{at}[{i}]", "invalid", "Must ask for an age, a category or a pledge.")
                .Text(condition.Text, here + "text", 500, optional: !condition.Pledge);
        }
    }

    private static void When(Fields fields, Validity v, string at)
    {
        var isFixed = v.FirstDay is not null && v.LastDay is not null && v.DaysFromClaim is null;
        var isRolling = v.FirstDay is null && v.LastDay is null && v.DaysFromClaim is not null;
        fields.Must(isFixed || isRolling, at, "invalid", "Must have either firstDay and lastDay, or daysFromClaim.")
            .Must(!isFixed || v.LastDay >= v.FirstDay, at + ".lastDay", "out_of_range", "Must not be before firstDay.")
            .Must(!isFixed || (v.FirstDay >= SqlTypes.DayZero && v.LastDay < SqlTypes.DayZero.AddDays(ushort.MaxValue)), at, "out_of_range", "Must lie between 2020-01-01 and 2199-06-05.")
            .Range(v.DaysFromClaim, at + ".daysFromClaim", 1, 1095);
    }

    private static Fields Display(Fields fields, DisplayTemplate d, string at) => fields
        .Text(d.Title, at + "title", 60)
        .Text(d.Conditions, at + "conditions", 1000, optional: true)
        .Text(d.Instructions, at + "instructions", 1000, optional: true)
        .Must(d.Colour is ['#', _, _, _, _, _, _] && d.Colour.Skip(1).All(char.IsAsciiHexDigit), at + "colour", "invalid", "Must be #rrggbb.")
        .Must(d.Logo is null || (d.Logo.Length <= 500 && Uri.TryCreate(d.Logo, UriKind.Absolute, out var logo) && logo.Scheme == Uri.UriSchemeHttps), at + "logo", "invalid", "Must be an https address.");
}
