using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The people who act for authorities, each with a key of their own.</summary>
internal static class Officers
{
    private const string Insert = "INSERT INTO officer (id, authority_id, name, created_at) VALUES (@id, @authority, @name, @now)";

    private const string Select = """
        SELECT o.id, o.authority_id, o.name, o.revoked_at
        FROM officer o
        JOIN authority a ON a.id = o.authority_id
        WHERE a.region BETWEEN @From AND @To
        """;

    private const string Page = $"{Select} AND o.id > @after ORDER BY o.id LIMIT @rows";

    private const string Find = $"{Select} AND o.id = @id";

    private const string Serves = "SELECT 1 FROM officer WHERE id = @id AND authority_id = @authority AND revoked_at IS NULL";

    private const string Revoke = "UPDATE officer SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    public static Fields Check(CreateOfficerRequest request) => new Fields().Text(request.Name, "name", 50);

    public static async Task<Outcome<CreatedOfficer>> CreateAsync(ChangeContext c, CreateOfficerRequest request)
    {
        var authority = request.AuthorityId is null ? c.Caller.OwnerId : Ids.Read("aut", request.AuthorityId);
        if (await Authorities.RegionOfAsync(c.Session, authority) is not { } region || !Regions.Covers(c.Caller.Region, region))
        {
            return ErrorCodes.NotFound;
        }

        var id = Ids.New();
        if (await AdmitAsync(c.Session, id, authority, request.Name, request.PublicKey, c.Now) is not { } key)
        {
            return ErrorCodes.KeyNotUsable;
        }

        await c.JournalAsync(Admitted(id, authority, key, c.Now));
        var row = new Row { Id = id, AuthorityId = authority, Name = request.Name };
        return new CreatedOfficer { Officer = Show(row), KeyId = Ids.Show("key", key) };
    }

    public static async Task<Outcome<Page<Officer>>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<Row>(Page, new { From = from, To = to, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, Show, row => row.Id);
    }

    public static async Task<Outcome<Officer>> RevokeAsync(ChangeContext c, Reason reason)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var row = await c.Session.SingleAsync<Row>(Find, new { From = from, To = to, id = Ids.Read("off", c.Id) });
        if (row is null)
        {
            return ErrorCodes.NotFound;
        }

        if (row.Id == c.Officer)
        {
            return ErrorCodes.NotYourself;
        }

        if (await c.Session.ExecuteAsync(Revoke, new { id = row.Id, now = c.Now }) == 0)
        {
            return ErrorCodes.AlreadyRevoked;
        }

        await c.JournalAsync("officer.revoked", "off", row.Id, reason.Text);
        return Show(row with { RevokedAt = c.Now });
    }

    /// <summary>The officer behind an id, if he serves the authority and was not revoked.</summary>
    public static async Task<long?> FindServingAsync(Session session, long authority, string text)
    {
        var id = Ids.Read("off", text);
        return await session.OptionalAsync<long>(Serves, new { id, authority }) is null ? null : id;
    }

    /// <summary>Admits the officer of the first authority, before anybody can call; gives the ids of officer and key.</summary>
    public static async Task<(long Officer, long Key)> AdmitFirstAsync(
        Session session, long authority, string name, PublicKeyJwk key, DateTimeOffset now)
    {
        var id = Ids.New();
        var keyId = await AdmitAsync(session, id, authority, name, key, now) ?? throw new InvalidOperationException("A new key is registered already.");
        await session.AppendAsync(Admitted(id, authority, keyId, now));
        return (id, keyId);
    }

    private static async Task<long?> AdmitAsync(Session session, long id, long authority, string name, PublicKeyJwk key, DateTimeOffset now)
    {
        await session.RequireAsync(Insert, new { id, authority, name, now });
        return await PublicKeys.AddToOfficerAsync(session, id, key, now);
    }

    // The officer's name stays out of the journal, which holds no personal data.
    private static JournalEntry Admitted(long id, long authority, long key, DateTimeOffset now) => new()
    {
        Event = "officer.admitted",
        Kind = "off",
        Subject = ChangeContext.Bytes(id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["authority"] = authority, ["key"] = key },
    };

    private static Officer Show(Row row) => new()
    {
        Id = Ids.Show("off", row.Id),
        AuthorityId = Ids.Show("aut", row.AuthorityId),
        Name = row.Name,
        RevokedAt = row.RevokedAt,
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public long AuthorityId { get; init; }

        public string Name { get; init; } = "";

        public DateTimeOffset? RevokedAt { get; init; }
    }
}
