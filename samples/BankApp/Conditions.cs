using TrainingVoucher.Contracts;

namespace BankApp;

/// <summary>Puts a condition of a scheme into words, where the authority has not written any.</summary>
internal static class Conditions
{
    private static readonly Dictionary<string, LocalText> Categories = new(StringComparer.Ordinal)
    {
        [PersonCategories.Household] = new("本地户籍", "household registered in the region"),
        [PersonCategories.Insured] = new("本地参保", "insured in the region"),
        [PersonCategories.EnterpriseEmployee] = new("企业职工", "employed by an enterprise"),
        [PersonCategories.RuralMigrantWorker] = new("农民工", "rural migrant worker"),
        [PersonCategories.GraduateInGraduationYear] = new("毕业年度高校毕业生", "college graduate in the year of graduation"),
        [PersonCategories.Unemployed] = new("登记失业人员", "registered as unemployed"),
        [PersonCategories.LiftedOutOfPoverty] = new("脱贫人口", "lifted out of poverty"),
        [PersonCategories.UnfurtheredGraduate] = new("两后生", "school graduate without further education"),
        [PersonCategories.Veteran] = new("退役军人", "veteran"),
        [PersonCategories.Disabled] = new("残疾人", "disabled person"),
        [PersonCategories.FlexibleEmployment] = new("灵活就业人员", "in flexible employment"),
    };

    public static LocalText Describe(EligibilityCondition condition) => condition.Text ?? Join(Parts(condition), "；", "; ");

    private static IEnumerable<LocalText> Parts(EligibilityCondition condition)
    {
        if (condition.MinAge is { } from)
        {
            yield return new($"年满{from}周岁", $"at least {from} years old");
        }

        if (condition.MaxAge is { } to)
        {
            yield return new($"不超过{to}周岁", $"at most {to} years old");
        }

        if (condition.Categories.Count > 0)
        {
            yield return Join(condition.Categories.Select(c => Categories.GetValueOrDefault(c) ?? new(c, c)), "或", " or ");
        }

        if (condition.Region is { } region)
        {
            yield return new($"地区 {region}", $"region {region}");
        }
    }

    private static LocalText Join(IEnumerable<LocalText> texts, string chinese, string english)
    {
        var all = texts.ToList();
        return new(string.Join(chinese, all.Select(t => t.Zh)), string.Join(english, all.Select(t => t.En)));
    }
}
