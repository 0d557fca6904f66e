using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The labour departments.</summary>
internal static class Authorities
{
    private const string Insert = """
        INSERT INTO authority (id, region, name_zh, name_en, created_at)
        VALUES (@Id, @Region, @NameZh, @NameEn, @now)
        """;

    private const string Page = """
        SELECT id, region, name_zh, name_en
        FROM authority
        WHERE region BETWEEN @From AND @To AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Find = "SELECT id, region, name_zh, name_en FROM authority WHERE id = @id";

    private const string Any = "SELECT COUNT(*) FROM authority";

    public static Fields Check(CreateAuthorityRequest request) => new Fields()
        .Region(request.Region, "region")
        .Text(request.Name, "name", 100);

    public static async Task<Outcome<Authority>> CreateAsync(ChangeContext c, CreateAuthorityRequest request)
    {
        var region = c.Caller.RegionOf(request.Region);
        if (region.Refusal is { } refusal)
        {
            return refusal;
        }

        var row = new Row { Id = Ids.New(), Region = region.Value, NameZh = request.Name.Zh, NameEn = request.Name.En };
        await InsertAsync(c.Session, row, c.Now);
        await c.JournalAsync(Founded(row, c.Now));
        return Show(row);
    }

    public static async Task<Outcome<Page<Authority>>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<Row>(Page, new { From = from, To = to, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, Show, row => row.Id);
    }

    public static async Task<int?> RegionOfAsync(Session session, long id) => (await session.SingleAsync<Row>(Find, new { id }))?.Region;

    public static async Task<bool> AnyAsync(Session session) => await session.ValueAsync<long>(Any) > 0;

    /// <summary>Founds the first authority, before anybody can call.</summary>
    public static async Task<long> FoundFirstAsync(Session session, int region, LocalText name, DateTimeOffset now)
    {
        var row = new Row { Id = Ids.New(), Region = region, NameZh = name.Zh, NameEn = name.En };
        await InsertAsync(session, row, now);
        await session.AppendAsync(Founded(row, now));
        return row.Id;
    }

    private static Task InsertAsync(Session session, Row row, DateTimeOffset now) =>
        session.RequireAsync(Insert, new { row.Id, row.Region, row.NameZh, row.NameEn, now });

    private static JournalEntry Founded(Row row, DateTimeOffset now) => new()
    {
        Event = "authority.founded",
        Kind = "aut",
        Subject = ChangeContext.Bytes(row.Id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["region"] = row.Region },
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["nameZh"] = row.NameZh, ["nameEn"] = row.NameEn },
    };

    private static Authority Show(Row row) => new()
    {
        Id = Ids.Show("aut", row.Id),
        Region = Regions.Show(row.Region),
        Name = new LocalText(row.NameZh, row.NameEn),
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public int Region { get; init; }

        public string NameZh { get; init; } = "";

        public string NameEn { get; init; } = "";
    }
}
