using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>Partners that are known by name and region alone: course platforms, assessment bodies. One that a region admits serves everything below it.</summary>
internal sealed class AdmittedPartners(string table, string prefix)
{
    public static readonly AdmittedPartners CoursePlatforms = new("course_platform", "plf");

    public static readonly AdmittedPartners AssessmentBodies = new("assessment_body", "asb");

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

    public static Fields Check(string region, LocalText name) => new Fields().Region(region, "region").Text(name, "name", 100);

    /// <summary>Admits one within the caller's region.</summary>
    public async Task<Outcome<AdmittedRow>> AdmitAsync(ChangeContext c, string regionCode, LocalText name)
    {
        var region = c.Caller.RegionOf(regionCode);
        return region.Refusal is { } refusal ? refusal : await AdmitAsync(c, region.Value, name);
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

    public async Task<Outcome<Page<T>>> ListAsync<T>(CallContext c, PageQuery query, Func<AdmittedRow, T> show)
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
