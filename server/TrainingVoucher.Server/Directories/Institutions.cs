using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>The directory of training institutions.</summary>
internal static class Institutions
{
    private const int DefaultGrade = 3;

    public const string Columns = "t.id, t.number, t.region, t.name_zh, t.name_en, t.type, t.credit_grade, t.suspended";

    // Institutions are never deleted, so the next number was never used.
    private const string Insert = """
        INSERT INTO institution (id, number, authority_id, region, name_zh, name_en, type, credit_grade, suspended, created_at)
        VALUES (@Id, @Number, @authority, @Region, @NameZh, @NameEn, @Type, @CreditGrade, FALSE, @now)
        """;

    private const string NextNumber = "SELECT COALESCE(MAX(number), 0) + 1 FROM institution";

    private const string Page = $"""
        SELECT {Columns}
        FROM institution t
        WHERE region BETWEEN @From AND @To AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Switch = "UPDATE institution SET suspended = @to WHERE id = @id AND suspended <> @to";

    public static Fields Check(CreateInstitutionRequest request) => new Fields()
        .Region(request.Region, "region")
        .Text(request.Name, "name", 100)
        .Known(request.Type, "type")
        .Range(request.CreditGrade, "creditGrade", 1, 5);

    public static async Task<Outcome<Institution>> CreateAsync(ChangeContext c, CreateInstitutionRequest request)
    {
        var region = c.Caller.RegionOf(request.Region);
        if (region.Refusal is { } refusal)
        {
            return refusal;
        }

        var row = new InstitutionRow
        {
            Id = Ids.New(),
            Number = await c.Session.ValueAsync<long>(NextNumber),
            Region = region.Value,
            NameZh = request.Name.Zh,
            NameEn = request.Name.En,
            Type = request.Type,
            CreditGrade = request.CreditGrade ?? DefaultGrade,
        };
        await c.Session.RequireAsync(
            Insert,
            new { row.Id, row.Number, authority = c.Caller.OwnerId, row.Region, row.NameZh, row.NameEn, Type = (int)row.Type, row.CreditGrade, now = c.Now });
        await c.JournalAsync(Listed(row, c));
        return row.Show();
    }

    public static async Task<Outcome<Page<Institution>>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<InstitutionRow>(Page, new { From = from, To = to, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, row => row.Show(), row => row.Id);
    }

    public static Task<Outcome<Institution>> SuspendAsync(ChangeContext c, Reason reason) => SwitchAsync(c, reason, suspended: true);

    public static Task<Outcome<Institution>> ResumeAsync(ChangeContext c, Reason reason) => SwitchAsync(c, reason, suspended: false);

    public static ValueTask<InstitutionRow?> FindAsync(Session session, long id) => session.Shelf<InstitutionShelf>().FindAsync(id);

    private static async Task<Outcome<Institution>> SwitchAsync(ChangeContext c, Reason reason, bool suspended)
    {
        var row = await FindAsync(c.Session, Ids.Read("ins", c.Id));
        if (row is null || !Regions.Covers(c.Caller.Region, row.Region))
        {
            return ErrorCodes.NotFound;
        }

        if (await c.Session.ExecuteAsync(Switch, new { id = row.Id, to = suspended }) == 1)
        {
            await c.JournalAsync(suspended ? "institution.suspended" : "institution.resumed", "ins", row.Id, reason.Text, new(row.Region, Institution: row.Id));
        }

        return (row with { Suspended = suspended }).Show();
    }

    private static JournalEntry Listed(InstitutionRow row, ChangeContext c) => new()
    {
        Event = "institution.listed",
        Kind = "ins",
        Subject = ChangeContext.Bytes(row.Id),
        At = c.Now,
        Concern = new(row.Region, Institution: row.Id),
        Values = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["number"] = row.Number,
            ["region"] = row.Region,
            ["authority"] = c.Caller.OwnerId,
            ["type"] = (int)row.Type,
            ["creditGrade"] = row.CreditGrade,
        },
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["nameZh"] = row.NameZh, ["nameEn"] = row.NameEn },
    };
}
