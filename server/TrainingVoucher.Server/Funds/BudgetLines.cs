using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>Budget lines of authorities and their postings.</summary>
internal static class BudgetLines
{
    private const string Columns = "id, authority_id, source, year, name, appropriated, available, reserved, obligated, approved, disbursed";

    private const string Insert = """
        INSERT INTO budget_line (id, authority_id, region, source, year, name, created_at)
        VALUES (@id, @OwnerId, @Region, @Source, @Year, @Name, @Now)
        """;

    private const string Find = $"SELECT {Columns} FROM budget_line WHERE id = @id AND region BETWEEN @From AND @To";

    private const string List = $"SELECT {Columns} FROM budget_line WHERE region BETWEEN @From AND @To AND id > @after ORDER BY id LIMIT @rows";

    private const string Postings = """
        SELECT id, at, debit, credit, fen, cause, subject
        FROM posting
        WHERE line_id = @line AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    public static Fields Validate(CreateBudgetLineRequest r) =>
        new Fields().Known(r.Source, "source").Range(r.Year, "year", 2020, 2100).Text(r.Name, "name", 100);

    public static Fields Validate(AppropriateRequest r) =>
        new Fields().Range(r.Fen, "fen", 1, 1_000_000_000_000_000).Text(r.Reference, "reference", 200);

    public static async Task<Outcome<BudgetLine>> CreateAsync(ChangeContext c, CreateBudgetLineRequest r)
    {
        var id = Ids.New();
        await c.Session.RequireAsync(Insert, new { id, c.Caller.OwnerId, c.Caller.Region, r.Source, r.Year, r.Name, c.Now });
        await c.JournalAsync("budget_line.opened", "bud", id);
        return (await FindAsync(c, id))!.ToContract();
    }

    public static async Task<Outcome<BudgetLine>> GetAsync(CallContext c, Nothing nothing) =>
        await FindAsync(c, Ids.Read("bud", c.Id)) is { } row ? row.ToContract() : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<BudgetLine>>> ListAsync(CallContext c, PageQuery q)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<LineRow>(List, new { From = from, To = to, after = q.After(0), rows = q.Rows() });
        return q.Page(rows, r => r.ToContract(), r => r.Id);
    }

    public static async Task<Outcome<BudgetLine>> AppropriateAsync(ChangeContext c, AppropriateRequest r)
    {
        if (await OwnAsync(c, c.Id) is not { } line)
        {
            return ErrorCodes.NotFound;
        }

        await c.Session.MoveAsync(line.Id, new Movement(Balance.Source, Balance.Available, r.Fen), "appropriation", r.Reference, c.Now);
        await c.JournalAsync(new() { Event = "budget_line.appropriated", Kind = "bud", Subject = ChangeContext.Bytes(line.Id), At = c.Now, Fen = r.Fen, Reason = r.Reference });
        return (await FindAsync(c, line.Id))!.ToContract();
    }

    public static async Task<Outcome<Page<Posting>>> PostingsAsync(CallContext c, PageQuery q)
    {
        if (await FindAsync(c, Ids.Read("bud", c.Id)) is not { } line)
        {
            return ErrorCodes.NotFound;
        }

        var rows = await c.Session.QueryAsync<PostingRow>(Postings, new { line = line.Id, after = q.After(0), rows = q.Rows() });
        return q.Page(rows, r => r.ToContract(), r => r.Id);
    }

    /// <summary>A line of the caller's own authority: nobody spends another's money.</summary>
    public static async Task<LineRow?> OwnAsync(CallContext c, string? publicId) =>
        await FindAsync(c, Ids.Read("bud", publicId)) is { } row && row.AuthorityId == c.Caller.OwnerId ? row : null;

    private static Task<LineRow?> FindAsync(CallContext c, long id)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        return c.Session.SingleAsync<LineRow>(Find, new { id, From = from, To = to });
    }
}
