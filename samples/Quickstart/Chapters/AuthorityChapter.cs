using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>The authority finds the money, uploads the register, defines three schemes and releases a batch of each.</summary>
internal sealed class AuthorityChapter(City city, Screen screen, Expect expect)
{
    public async Task<Vouchers> TellAsync()
    {
        screen.Chapter("The authority releases", "人社部门发放");
        var employment = await AppropriateAsync(FundingSource.EmploymentSubsidy, "就业补助 Employment 2026", 12_000_000);
        var insurance = await AppropriateAsync(FundingSource.UnemploymentInsurance, "失业保险 Unemployment 2026", 15_000_000);
        var standards = await city.Wang.AddSubsidyStandardsAsync(Offers.Standards);
        expect.Equal(Offers.Standards.Rows.Count, standards.Accepted, "the subsidy standards are published");
        var people = await UploadRegisterAsync();

        var faceValue = await city.Wang.CreateSchemeAsync(Offers.FaceValue);
        var standard = await city.Wang.CreateSchemeAsync(Offers.Standard);
        var entitlement = await city.Wang.CreateSchemeAsync(Offers.Entitlement);
        var unemployed = Of(people, PersonCategories.Unemployed);
        var employees = Of(people, PersonCategories.EnterpriseEmployee);
        var release = await city.Wang.ProposeReleaseAsync(new()
        {
            Title = "2026年第一次发放",
            Batches =
            [
                Batch(faceValue, unemployed.Count, employment, ReleaseMode.Targeted),
                Batch(standard, 80, insurance, ReleaseMode.SelfClaimed),
                Batch(entitlement, employees.Count, null, ReleaseMode.Targeted) with { Persons = new() { Category = PersonCategories.EnterpriseEmployee, Region = City.Region } },
            ],
        });
        await ListPersonsAsync(release, faceValue, unemployed);
        await ApproveAsync(release);

        return new Vouchers(
            new("面值券 Face value", faceValue, BatchOf(release, faceValue), unemployed),
            new("项目标准券 Standard", standard, BatchOf(release, standard), Of(people, PersonCategories.RuralMigrantWorker)),
            new("抵用券 Entitlement", entitlement, BatchOf(release, entitlement), employees),
            employment,
            insurance);
    }

    private async Task<string> AppropriateAsync(FundingSource source, string name, long fen)
    {
        var line = await city.Wang.CreateBudgetLineAsync(new() { Source = source, Year = 2026, Name = name });
        line = await city.Wang.AppropriateBudgetAsync(line.Id, new() { Fen = fen, Reference = "杭财社〔2026〕样例号" });
        screen.Say($"Appropriated {Screen.Yuan(line.AppropriatedFen)} to {name}");
        return line.Id;
    }

    /// <summary>Good rows are taken, bad ones reported by number, field and reason; the report repeats no personal data.</summary>
    private async Task<IReadOnlyList<Person>> UploadRegisterAsync()
    {
        await using var csv = File.OpenRead(PersonsFile.Path);
        var report = await city.Wang.UploadRegisterCsvAsync(csv);
        screen.Say($"persons.csv: {report.Accepted} rows taken into the register, {report.Rejected} reported:");
        foreach (var error in report.Errors)
        {
            screen.Note($"row {error.Row,3} {error.Field} {error.Reason}: {error.Message}");
        }

        expect.Equal((300, 5), (report.Accepted, report.Rejected), "300 good rows are kept, 5 bad ones left out");
        return await PersonsFile.ReadAsync(report);
    }

    private ProposedBatch Batch(Scheme scheme, int quantity, string? budgetLine, ReleaseMode mode) => new()
    {
        SchemeId = scheme.Id,
        BudgetLineId = budgetLine,
        Mode = mode,
        Quantity = quantity,
        OpensAt = city.Clock.GetUtcNow(),
        ClosesAt = city.Clock.GetUtcNow().AddDays(60),
        Channels = [new() { ChannelId = city.BankId }],
    };

    /// <summary>定向券: the officer lists by name whom the batch is for.</summary>
    private async Task ListPersonsAsync(Release release, Scheme scheme, IReadOnlyList<Person> people)
    {
        var rows = people.Select(p => new PersonRow { DocumentType = DocumentType.ResidentIdCard, DocumentNumber = p.Number, Name = p.Name });
        var report = await city.Wang.AddPersonsAsync(BatchOf(release, scheme).Id, new([.. rows]));
        screen.Say($"{report.Accepted} unemployed persons are listed by name for the face-value batch.");
    }

    private async Task ApproveAsync(Release release)
    {
        screen.Say("Officer Wang proposes one release of three batches.");
        await expect.RefusedAsync("Wang approves his own release", ErrorCodes.MakerIsChecker, () => city.Wang.ApproveReleaseAsync(release.Id));
        var approved = await city.Li.ApproveReleaseAsync(release.Id);
        expect.Equal(ReleaseState.Released, approved.State, "officer Li approves it: the money is reserved, the batches are open");
    }

    private static Batch BatchOf(Release release, Scheme scheme) => release.Batches.Single(b => b.SchemeId == scheme.Id);

    private static List<Person> Of(IReadOnlyList<Person> people, string category) => [.. people.Where(p => p.Category == category)];
}
