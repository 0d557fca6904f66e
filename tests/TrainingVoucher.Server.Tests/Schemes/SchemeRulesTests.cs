using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Schemes;

namespace TrainingVoucher.Server.Tests.Schemes;

/// <summary>Where a voucher can be used, and for what.</summary>
public class SchemeRulesTests
{
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
}
