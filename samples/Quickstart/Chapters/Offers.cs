using Quickstart.Stage;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace Quickstart.Chapters;

/// <summary>What the city decides: three schemes and what its projects pay.</summary>
internal static class Offers
{
    public const string Electrician = "electrician";

    /// <summary>面值券: 500 yuan towards any course at a school of credit grade 3 or better, for 90 days.</summary>
    public static CreateSchemeRequest FaceValue { get; } = Scheme(new()
    {
        Name = new("面值券（500元）", "Face value, 500 yuan"),
        ValueMode = ValueMode.FaceValue,
        ValueFen = 50_000,
        Institutions = new() { Types = [InstitutionType.TrainingSchool, InstitutionType.College], MinCreditGrade = 3 },
        Validity = new() { DaysFromClaim = 90 },
    });

    /// <summary>The subsidy standard of the project it is used on, up to 1,500 yuan; for rural migrant workers of working age.</summary>
    public static CreateSchemeRequest Standard { get; } = Scheme(new()
    {
        Name = new("项目标准券", "Project standard"),
        ValueMode = ValueMode.ProjectStandard,
        ValueFen = 150_000,
        Content = new() { Projects = [Electrician] },
        Eligibility =
        [
            new() { Id = "worker", Categories = [PersonCategories.RuralMigrantWorker], Region = City.Region },
            new() { Id = "age", MinAge = 16, MaxAge = 60 },
        ],
        Validity = new() { FirstDay = new(2026, 9, 1), LastDay = new(2026, 12, 31) },
    });

    /// <summary>抵用券: no amount; it proves that its holder is entitled. Short-lived here, so that one expires in the story.</summary>
    public static CreateSchemeRequest Entitlement { get; } = Scheme(new()
    {
        Name = new("抵用券", "Entitlement"),
        ValueMode = ValueMode.Entitlement,
        Validity = new() { DaysFromClaim = 7 },
    });

    public static AddSubsidyStandardsRequest Standards { get; } = new(
    [
        new() { Project = Electrician, Level = 5, Fen = 120_000, ValidFrom = new(2026, 1, 1), ValidTo = new(2026, 12, 31) },
        new() { Project = Electrician, Level = 4, Fen = 160_000, ValidFrom = new(2026, 1, 1), ValidTo = new(2026, 12, 31) },
    ]);

    private static CreateSchemeRequest Scheme(SchemeDefinition definition) =>
        new(City.Region, definition, new DisplayTemplate { Title = definition.Name });
}
