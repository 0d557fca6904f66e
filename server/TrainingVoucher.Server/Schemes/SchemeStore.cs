using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>Schemes: defined by an authority for its region, immutable but for their display template, suspended and resumed at once.</summary>
internal static class SchemeStore
{
    public const string Columns = "t.id, t.authority_id, t.region, t.definition, t.display, t.display_version, t.suspended";

    private const string Insert = """
        INSERT INTO scheme (id, authority_id, region, definition, display, display_version, created_by, created_at)
        VALUES (@id, @OwnerId, @region, @definition, @display, 1, @Officer, @Now)
        """;

    private const string List = $"SELECT {Columns} FROM scheme t WHERE region BETWEEN @From AND @To AND id > @after ORDER BY id LIMIT @rows";

    private const string Show = "UPDATE scheme SET display = @display, display_version = display_version + 1 WHERE id = @Id";

    private const string Suspend = "UPDATE scheme SET suspended = @suspended WHERE id = @Id";

    public static async Task<Outcome<Scheme>> CreateAsync(ChangeContext c, CreateSchemeRequest r)
    {
        var region = c.Caller.RegionOf(r.Region);
        if (region.Refusal is { } refusal)
        {
            return refusal;
        }

        var id = Ids.New();
        await c.Session.RequireAsync(Insert, new { id, c.Caller.OwnerId, region = region.Value, definition = Text(r.Definition), display = Text(r.Display), c.Officer, c.Now });
        await c.JournalAsync("scheme.created", "sch", id, concern: new(region.Value));
        return (await FindAsync(c.Session, id))!.ToContract();
    }

    public static async Task<Outcome<Page<Scheme>>> ListAsync(CallContext c, PageQuery q)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<SchemeRow>(List, new { From = from, To = to, after = q.After(0), rows = q.Rows() });
        return q.Page(rows, r => r.ToContract(), r => r.Id);
    }

    public static async Task<Outcome<Scheme>> GetAsync(CallContext c, Nothing nothing) =>
        await OwnAsync(c, c.Id) is { } scheme ? scheme.ToContract() : ErrorCodes.NotFound;

    public static async Task<Outcome<Scheme>> ShowAsync(ChangeContext c, DisplayTemplate display)
    {
        if (await OwnAsync(c, c.Id) is not { } scheme)
        {
            return ErrorCodes.NotFound;
        }

        await c.Session.RequireAsync(Show, new { scheme.Id, display = Text(display) });
        await c.JournalAsync("scheme.shown", "sch", scheme.Id, concern: new(scheme.Region));
        return (await FindAsync(c.Session, scheme.Id))!.ToContract();
    }

    public static Task<Outcome<Scheme>> SuspendAsync(ChangeContext c, Reason reason) => SetAsync(c, true, "scheme.suspended", reason);

    public static Task<Outcome<Scheme>> ResumeAsync(ChangeContext c, Reason reason) => SetAsync(c, false, "scheme.resumed", reason);

    public static ValueTask<SchemeRow?> FindAsync(Session session, long id) => session.Shelf<SchemeShelf>().FindAsync(id);

    /// <summary>A scheme of the caller's subtree.</summary>
    public static async Task<SchemeRow?> OwnAsync(CallContext c, string? publicId) =>
        await FindAsync(c.Session, Ids.Read("sch", publicId)) is { } scheme && Regions.Covers(c.Caller.Region, scheme.Region) ? scheme : null;

    private static async Task<Outcome<Scheme>> SetAsync(ChangeContext c, bool suspended, string @event, Reason reason)
    {
        if (await OwnAsync(c, c.Id) is not { } scheme)
        {
            return ErrorCodes.NotFound;
        }

        await c.Session.RequireAsync(Suspend, new { scheme.Id, suspended });
        await c.JournalAsync(@event, "sch", scheme.Id, reason.Text, new(scheme.Region));
        return (scheme with { Suspended = suspended }).ToContract();
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json.Options.GetTypeInfo<T>());
}
