namespace TrainingVoucher.Contracts;

/// <summary>One fact about one person that an authority vouches for.</summary>
public sealed record RegisterRow
{
    /// <summary>The person's document.</summary>
    public required DocumentType DocumentType { get; init; }

    /// <summary>The number of the document; its check digit is verified.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>The person's name, up to 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the person is, for example <c>unemployed</c>, <c>rural_migrant_worker</c>, <c>household</c> or <c>insured</c>; see <see cref="PersonCategories"/>.</summary>
    public required string Category { get; init; }

    /// <summary>The six-digit region code the fact belongs to, within the subtree of the caller.</summary>
    public required string Region { get; init; }

    /// <summary>The document that proves it, up to 200 characters.</summary>
    public string? Evidence { get; init; }

    /// <summary>The first day the fact holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day the fact holds.</summary>
    public required DateOnly ValidTo { get; init; }

    /// <summary>Keeps name and number out of logs that print records.</summary>
    public override string ToString() => $"{nameof(RegisterRow)} {{ {Category} {Region} }}";
}

/// <summary>Uploads rows of the eligibility register; a row for the same person, category and region replaces the one before as its next version.</summary>
/// <param name="Rows">1 to 100,000 rows.</param>
public sealed record UploadRegisterRequest(IReadOnlyList<RegisterRow> Rows);

/// <summary>How many persons a category of the register counts.</summary>
/// <param name="Category">The category.</param>
/// <param name="Region">The region.</param>
/// <param name="Persons">How many persons it holds for today.</param>
public sealed record RegisterCount(string Category, string Region, long Persons);

/// <summary>The categories of persons that schemes can ask for.</summary>
public static class PersonCategories
{
    /// <summary>Household registered in the region (户籍).</summary>
    public const string Household = "household";

    /// <summary>Insured in the region (参保).</summary>
    public const string Insured = "insured";

    /// <summary>Employed by an enterprise (企业职工).</summary>
    public const string EnterpriseEmployee = "enterprise_employee";

    /// <summary>Rural migrant worker (农民工).</summary>
    public const string RuralMigrantWorker = "rural_migrant_worker";

    /// <summary>College graduate in the year of graduation (毕业年度高校毕业生).</summary>
    public const string GraduateInGraduationYear = "graduate_in_graduation_year";

    /// <summary>Registered as unemployed (登记失业人员).</summary>
    public const string Unemployed = "unemployed";

    /// <summary>Lifted out of poverty (脱贫人口).</summary>
    public const string LiftedOutOfPoverty = "lifted_out_of_poverty";

    /// <summary>School graduate who did not go on to further education (两后生).</summary>
    public const string UnfurtheredGraduate = "unfurthered_graduate";

    /// <summary>Veteran (退役军人).</summary>
    public const string Veteran = "veteran";

    /// <summary>Disabled person (残疾人).</summary>
    public const string Disabled = "disabled";

    /// <summary>In flexible employment (灵活就业人员).</summary>
    public const string FlexibleEmployment = "flexible_employment";

    /// <summary>All categories.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Household, Insured, EnterpriseEmployee, RuralMigrantWorker, GraduateInGraduationYear, Unemployed,
        LiftedOutOfPoverty, UnfurtheredGraduate, Veteran, Disabled, FlexibleEmployment,
    ];
}

public static partial class Operations
{
    /// <summary>Uploads rows of the eligibility register.</summary>
    public static readonly Operation<UploadRegisterRequest, RowReport> UploadRegister =
        new("POST", "/v1/register", Audience.Authority)
        {
            Summary = "Upload rows of the eligibility register; good rows are taken, bad ones reported.",
            TakesCsv = true,
        };

    /// <summary>Counts the eligibility register.</summary>
    public static readonly Operation<PageQuery, Page<RegisterCount>> CountRegister =
        new("GET", "/v1/register", Audience.Authority | Audience.RegionalSystem) { Summary = "Count the persons of the eligibility register by category and region, as of today." };
}
