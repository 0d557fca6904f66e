using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>Partners that are known by name and region alone. One that a region admits serves everything below it.</summary>
internal static class AdmittedPartners
{
    public static readonly AdmittedPartners<CoursePlatform> CoursePlatforms =
        new("course_platform", "plf", row => new() { Id = Ids.Show("plf", row.Id), Region = Regions.Show(row.Region), Name = row.Name });

    public static readonly AdmittedPartners<AssessmentBody> AssessmentBodies =
        new("assessment_body", "asb", row => new() { Id = Ids.Show("asb", row.Id), Region = Regions.Show(row.Region), Name = row.Name });

    public static Fields Check(string region, LocalText name) => new Fields().Region(region, "region").Text(name, "name", 100);
}

/// <summary>One of their directories.</summary>
/// <param name="table">Its table.</param>
/// <param name="prefix">The prefix of its ids.</param>
/// <param name="show">How the API shows a row.</param>
internal sealed class AdmittedPartners<T>(string table, string prefix, Func<AdmittedRow, T> show)
{
    private readonly string insert = $"""
        INSERT INTO {table} (id, authority_id, region, name_zh, name_en, created_at)
        VALUES (@Id, @authority, @Region, @NameZh, @NameEn, @now)
        """;

    private readonly string page = $"""
        SELECT id, region, name_zh, name_en
        FROM {table}
        WHERE (region BETWEEN @From AND @To OR region IN (0, @province, @city)) AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private readonly string find = $"SELECT id, region, name_zh, name_en FROM {table} WHERE id = @id";

    /// <summary>Admits one within the caller's region.</summary>
    public async Task<Outcome<T>> CreateAsync(ChangeContext c, string regionCode, LocalText name)
    {
        var region = c.Caller.RegionOf(regionCode);
        return region.Refusal is { } refusal ? refusal : show(await AdmitAsync(c, region.Value, name));
    }

    private async Task<AdmittedRow> AdmitAsync(ChangeContext c, int region, LocalText name)
    {
        var row = new AdmittedRow { Id = Ids.New(), Region = region, NameZh = name.Zh, NameEn = name.En };
        await c.Session.RequireAsync(insert, new { row.Id, authority = c.Caller.OwnerId, row.Region, row.NameZh, row.NameEn, now = c.Now });
        await c.JournalAsync(new JournalEntry
        {
            Event = $"{table}.admitted",
            Kind = prefix,
            Subject = ChangeContext.Bytes(row.Id),
            At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["region"] = row.Region, ["authority"] = c.Caller.OwnerId },
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["nameZh"] = row.NameZh, ["nameEn"] = row.NameEn },
        });
        return row;
    }

    public async Task<Outcome<Page<T>>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<AdmittedRow>(
            page, new { From = from, To = to, province = c.Caller.Region / 10_000 * 10_000, city = c.Caller.Region / 100 * 100, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, show, row => row.Id);
    }

    public async Task<AdmittedRow?> FindAsync(Session session, long id) => await session.SingleAsync<AdmittedRow>(find, new { id });
}

/// <summary>A row of one of these directories.</summary>
internal sealed record AdmittedRow
{
    public long Id { get; init; }

    public int Region { get; init; }

    public string NameZh { get; init; } = "";

    public string NameEn { get; init; } = "";

    public LocalText Name => new(NameZh, NameEn);
}
