using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;

namespace TrainingVoucher.Server.Tests.Schemes;

public class EligibilityRulesTests
{
    [Theory]
    [InlineData("2008-06-01", "2026-05-31", false)]
    [InlineData("2008-06-01", "2026-06-01", true)]
    [InlineData("2008-02-29", "2026-02-28", false)]
    [InlineData("2008-02-29", "2026-03-01", true)]
    [InlineData("2008-02-29", "2028-02-29", true)]
    [InlineData("1966-06-02", "2026-06-01", true)]
    [InlineData("1966-06-01", "2026-06-01", false)]
    [InlineData("1964-02-29", "2024-02-28", true)]
    [InlineData("1964-02-29", "2024-02-29", false)]
    public void Age_18To59_CountsFromTheBirthday(string born, string today, bool meets) =>
        Assert.Equal(meets, Meets(new() { Id = "age", MinAge = 18, MaxAge = 59 }, new(DateOnly.Parse(born), []), DateOnly.Parse(today)));

    [Fact]
    public void Age_OfSomebodyWithoutBirthDate_IsNotMet() =>
        Assert.False(Meets(new() { Id = "age", MinAge = 0 }, new(null, []), new(2026, 6, 1)));

    [Theory]
    [InlineData(null, "330106", true)]
    [InlineData("330100", "330106", true)]
    [InlineData("330100", "330100", true)]
    [InlineData("330106", "330100", false)]
    [InlineData("330200", "330106", false)]
    [InlineData("000000", "330106", true)]
    public void Category_OfARegion_MustLieInItsSubtree(string? asked, string known, bool meets)
    {
        var condition = new EligibilityCondition { Id = "c", Categories = ["unemployed", "veteran"], Region = asked };
        Assert.Equal(meets, Meets(condition, new(null, [new() { Category = "veteran", Region = int.Parse(known) }]), new(2026, 6, 1)));
        Assert.False(Meets(condition, new(null, [new() { Category = "insured", Region = int.Parse(known) }]), new(2026, 6, 1)));
    }

    [Fact]
    public void Check_SeveralConditions_NamesTheUnmetAndTheUnpledged()
    {
        var scheme = Scenario.FaceValue() with
        {
            Eligibility =
            [
                new() { Id = "age", MinAge = 18 }, new() { Id = "job", Categories = ["unemployed"] },
                new() { Id = "p1", Pledge = true }, new() { Id = "p2", Pledge = true },
            ],
        };

        var result = EligibilityRules.Check(scheme, new(new DateOnly(1990, 1, 1), []), ["p2", "job"], new(2026, 6, 1));

        Assert.Equal(["job"], result.Unmet);
        Assert.Equal(["p1"], result.Pledges);
        Assert.Equal("not_eligible", result.Refusal!.Code);
        Assert.Equal("pledge_missing", (result with { Unmet = [] }).Refusal!.Code);
    }

    private static bool Meets(EligibilityCondition condition, PersonFacts person, DateOnly today) =>
        EligibilityRules.Check(Scenario.FaceValue() with { Eligibility = [condition] }, person, [], today).Unmet.Count == 0;
}
