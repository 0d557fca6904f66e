using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>What everybody in a sandbox finds: three kinds of vouchers, what their projects pay, and who is registered as what.</summary>
internal static class SandboxOffers
{
    /// <summary>The city of the sandbox, Hangzhou.</summary>
    public const string Region = "330100";

    /// <summary>Its district, in which authorities join: Xihu.</summary>
    public const string District = "330106";

    private const int Quantity = 100;

    private static readonly string[] Projects = ["electrician", "welder"];
    private static readonly (DateOnly From, DateOnly To) Always = (new(2020, 1, 1), new(2099, 12, 31));

    /// <summary>In the order in which <see cref="SandboxPartner.Batches"/> has their batches.</summary>
    public static IReadOnlyList<SampleOffer> All { get; } =
    [
        new(
            new()
            {
                Name = new("沙箱面值券（500元）", "Sandbox voucher, 500 yuan"),
                ValueMode = ValueMode.FaceValue,
                ValueFen = 50_000,
                Validity = new() { DaysFromClaim = 30 },
            },
            Quantity),
        new(
            new()
            {
                Name = new("沙箱项目标准券", "Sandbox project standard"),
                ValueMode = ValueMode.ProjectStandard,
                ValueFen = 150_000,
                Content = new() { Projects = Projects, Levels = [4, 5] },
                Institutions = new() { Types = [InstitutionType.TrainingSchool, InstitutionType.College], MinCreditGrade = 3 },
                Eligibility =
                [
                    new() { Id = "worker", Categories = [PersonCategories.RuralMigrantWorker], Region = Region },
                    new() { Id = "age", MinAge = 16, MaxAge = 60 },
                ],
                Validity = new() { DaysFromClaim = 60 },
            },
            Quantity),
        new(
            new()
            {
                Name = new("沙箱定向抵用券", "Sandbox entitlement by name"),
                ValueMode = ValueMode.Entitlement,
                Validity = new() { DaysFromClaim = 30 },
            },
            1)
        {
            Persons = [Row(SandboxPersons.Listed)],
        },
    ];

    public static AddSubsidyStandardsRequest Standards { get; } = new(
    [
        .. Projects.SelectMany(project => new[] { (Level: 5, Fen: 120_000L), (Level: 4, Fen: 160_000L) }.Select(standard => new SubsidyStandard
        {
            Project = project, Level = standard.Level, Fen = standard.Fen, ValidFrom = Always.From, ValidTo = Always.To,
        })),
    ]);

    public static UploadRegisterRequest Register { get; } = new(
    [
        .. new[] { SandboxPersons.Eligible, SandboxPersons.TooYoung }.Select(person => new RegisterRow
        {
            DocumentType = person.Document.Type, DocumentNumber = person.Document.Number, Name = person.Name,
            Category = PersonCategories.RuralMigrantWorker, Region = Region, ValidFrom = Always.From, ValidTo = Always.To,
        }),
    ]);

    private static PersonRow Row(SandboxPerson person) => new() { DocumentType = person.Document.Type, DocumentNumber = person.Document.Number, Name = person.Name };
}
