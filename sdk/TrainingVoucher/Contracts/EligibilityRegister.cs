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

    /// <summary>All categories.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Household, Insured, "enterprise_employee", "rural_migrant_worker", "graduate_in_graduation_year", "unemployed",
        "lifted_out_of_poverty", "unfurthered_graduate", "veteran", "disabled", "flexible_employment",
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
        new("GET", "/v1/register", Audience.Authority) { Summary = "Count the persons of the eligibility register by category and region, as of today." };
}
