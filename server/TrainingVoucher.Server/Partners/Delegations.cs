using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>Institutions let course platforms act for them, and either side ends it.</summary>
internal static class Delegations
{
    private const string Columns = "id, institution_id, platform_id, granted_at, cut_at";

    private const string Insert = """
        INSERT INTO delegation (id, institution_id, platform_id, granted_at)
        VALUES (@Id, @InstitutionId, @PlatformId, @GrantedAt)
        ON CONFLICT (platform_id, institution_id) WHERE cut_at IS NULL DO NOTHING
        """;

    // Each side sees its own: of an institution @platform is 0, which no row has, and of a platform @institution.
    private const string Page = $"""
        SELECT {Columns}
        FROM delegation
        WHERE (institution_id = @institution OR platform_id = @platform) AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Find = $"SELECT {Columns} FROM delegation WHERE (institution_id = @institution OR platform_id = @platform) AND id = @id";

    private const string Cut = "UPDATE delegation SET cut_at = @now WHERE id = @id AND cut_at IS NULL";

    private const string Held = $"SELECT {Columns} FROM delegation WHERE (institution_id = @owner OR platform_id = @owner) AND cut_at IS NULL ORDER BY id";

    public static Fields Check(CreateDelegationRequest request) => new Fields().Text(request.PlatformId, "platformId", 64);

    public static async Task<Outcome<Delegation>> CreateAsync(ChangeContext c, CreateDelegationRequest request)
    {
        var platform = await AdmittedPartners.CoursePlatforms.FindAsync(c.Session, Ids.Read("plf", request.PlatformId));
        if (platform is null || !Regions.Covers(platform.Region, c.Caller.Region))
        {
            return ErrorCodes.NotFound;
        }

        var row = new DelegationRow { Id = Ids.New(), InstitutionId = c.Caller.OwnerId, PlatformId = platform.Id, GrantedAt = c.Now };
        if (await c.Session.ExecuteAsync(Insert, row) == 0)
        {
            return ErrorCodes.AlreadyDelegated;
        }

        await c.JournalAsync(Told("delegation.granted", row, c.Now));
        return Show(row);
    }

    public static async Task<Outcome<Page<Delegation>>> ListAsync(CallContext c, PageQuery query)
    {
        var (institution, platform) = SideOf(c.Caller);
        var rows = await c.Session.QueryAsync<DelegationRow>(Page, new { institution, platform, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, Show, row => row.Id);
    }

    public static async Task<Outcome<Delegation>> CutAsync(ChangeContext c, Reason reason)
    {
        var (institution, platform) = SideOf(c.Caller);
        if (await c.Session.SingleAsync<DelegationRow>(Find, new { institution, platform, id = Ids.Read("dlg", c.Id) }) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (await c.Session.ExecuteAsync(Cut, new { id = row.Id, now = c.Now }) == 0)
        {
            return ErrorCodes.AlreadyRevoked;
        }

        await c.JournalAsync(Told("delegation.cut", row, c.Now) with { Reason = reason.Text });
        return Show(row with { CutAt = c.Now });
    }

    /// <summary>Cuts what an institution or a platform still has given or taken; gives the ids.</summary>
    public static async Task<IReadOnlyList<long>> CutAllAsync(ChangeContext c, long owner, Reason reason)
    {
        var rows = await c.Session.QueryAsync<DelegationRow>(Held, new { owner });
        foreach (var row in rows)
        {
            await c.Session.RequireAsync(Cut, new { id = row.Id, now = c.Now });
            await c.JournalAsync(Told("delegation.cut", row, c.Now) with { Reason = reason.Text });
        }

        return [.. rows.Select(row => row.Id)];
    }

    private static (long Institution, long Platform) SideOf(Caller caller) => caller.Role == Audience.Institution ? (caller.OwnerId, 0) : (0, caller.OwnerId);

    private static JournalEntry Told(string @event, DelegationRow row, DateTimeOffset now) => new()
    {
        Event = @event,
        Kind = "dlg",
        Subject = ChangeContext.Bytes(row.Id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["institution"] = row.InstitutionId, ["platform"] = row.PlatformId },
    };

    private static Delegation Show(DelegationRow row) => new()
    {
        Id = Ids.Show("dlg", row.Id),
        InstitutionId = Ids.Show("ins", row.InstitutionId),
        PlatformId = Ids.Show("plf", row.PlatformId),
        GrantedAt = row.GrantedAt,
        CutAt = row.CutAt,
    };
}

/// <summary>A row of <c>delegation</c>.</summary>
internal sealed record DelegationRow
{
    public long Id { get; init; }

    public long InstitutionId { get; init; }

    public long PlatformId { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset? CutAt { get; init; }
}
