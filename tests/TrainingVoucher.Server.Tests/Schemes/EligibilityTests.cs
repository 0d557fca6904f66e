using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Schemes;

namespace TrainingVoucher.Server.Tests.Schemes;

/// <summary>The boundaries of who may claim and where a voucher can be used.</summary>
public class EligibilityTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);
    private static readonly string Category = PersonCategories.All[0];

    [Theory]
    [InlineData("2010-03-01", true)]
    [InlineData("2010-03-02", false)]
    [InlineData("1966-03-01", true)]
    [InlineData("1965-03-02", true)]
    [InlineData("1965-03-01", false)]
    [InlineData("2008-02-29", true)]
    public void Check_Age_CountsBirthdays(string born, bool eligible) =>
        Assert.Equal(eligible ? null : ErrorCodes.NotEligible, Check(new() { Id = "age", MinAge = 16, MaxAge = 60 }, born, []));

    [Fact]
    public void Check_NoBirthDateKnown_DoesNotMeetAnAge() =>
        Assert.Equal(ErrorCodes.NotEligible, Check(new() { Id = "age", MinAge = 16 }, null, []));

    [Theory]
    [InlineData("330106", true)]
    [InlineData("330100", true)]
    [InlineData("330200", false)]
    public void Check_CategoryOfARegion_HoldsWithinIt(string listedIn, bool eligible)
    {
        RegisterFact[] facts = [new() { Category = Category, Region = Regions.Read(listedIn) }];
        Assert.Equal(eligible ? null : ErrorCodes.NotEligible, Check(new() { Id = "listed", Categories = [Category], Region = "330100" }, null, facts));
    }

    [Fact]
    public void Check_OtherCategory_DoesNotMeetTheCondition() => Assert.Equal(
        ErrorCodes.NotEligible,
        Check(new() { Id = "listed", Categories = [Category] }, null, [new() { Category = PersonCategories.All[^1], Region = 330100 }]));

    [Fact]
    public void Check_PledgeNotMade_IsMissing() =>
        Assert.Equal(ErrorCodes.PledgeMissing, Check(new() { Id = "pledge", Pledge = true }, null, []));

    [Theory]
    [InlineData(330106, 3, InstitutionType.TrainingSchool, true)]
    [InlineData(330200, 3, InstitutionType.TrainingSchool, false)]
    [InlineData(330106, 2, InstitutionType.TrainingSchool, false)]
    [InlineData(330106, 3, InstitutionType.Employer, false)]
    public void Refuses_Institution_UnlessRegionGradeAndTypeFit(int region, int grade, InstitutionType type, bool fits)
    {
        var scheme = Scenario.FaceValue() with { Institutions = new() { Types = [InstitutionType.TrainingSchool], MinCreditGrade = 3 } };
        var institution = new InstitutionRow { Id = 1, Region = region, CreditGrade = grade, Type = type };
        Assert.Equal(fits ? null : ErrorCodes.WrongInstitution, scheme.Refuses(330100, institution));
    }

    [Fact]
    public void Refuses_SuspendedInstitution() =>
        Assert.Equal(ErrorCodes.Suspended, Scenario.FaceValue().Refuses(330100, new InstitutionRow { Id = 1, Region = 330106, CreditGrade = 3, Suspended = true }));

    [Theory]
    [InlineData("electrician", 5, false, null)]
    [InlineData("welder", 5, false, "wrong_project")]
    [InlineData("electrician", 4, false, "wrong_project")]
    [InlineData("electrician", 5, true, "wrong_form")]
    public void Refuses_Training_UnlessProjectLevelAndFormFit(string project, int level, bool online, string? code)
    {
        var scheme = Scenario.FaceValue() with { Content = new() { Projects = ["electrician"], Levels = [5] }, Form = TrainingForm.Offline };
        Assert.Equal(code, scheme.Refuses(project, level, online)?.Code);
    }

    private static ErrorCode? Check(EligibilityCondition condition, string? born, IReadOnlyList<RegisterFact> facts) => EligibilityRules.Check(
        Scenario.FaceValue() with { Eligibility = [condition] },
        new PersonFacts(born is null ? null : DateOnly.ParseExact(born, "yyyy-MM-dd"), facts),
        [],
        Today).Refusal;
}
