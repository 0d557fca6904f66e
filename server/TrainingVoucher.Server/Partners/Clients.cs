using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The systems that call the API, and their keys.</summary>
internal static class Clients
{
    private const string Insert = """
        INSERT INTO client (id, kind, owner_id, region, name, scopes, created_at)
        VALUES (@Id, @Kind, @OwnerId, @Region, @Name, @Scopes, @now)
        """;

    private const string Revoke = "UPDATE client SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    private const string OfOwner = "SELECT id FROM client WHERE owner_id = @owner AND revoked_at IS NULL ORDER BY id";

    private const string RevokeKey = "UPDATE public_key SET revoked_at = @now WHERE id = @key AND revoked_at IS NULL";

    public static Fields Check(CreateClientRequest request)
    {
        var usual = Roles.OfOwner(request.OwnerId)?.Kind ?? ClientKind.Unknown;
        var kind = request.Kind ?? usual;
        var fields = new Fields()
            .Text(request.Name, "name", 100)
            .Must(kind == usual || (kind == ClientKind.RegionalSystem && usual == ClientKind.Authority), "kind", "invalid", "Must be what such an owner can have.");
        if (request.Scopes is { } scopes && Enum.IsDefined(kind) && kind != ClientKind.Unknown)
        {
            var possible = Roles.Of(kind).Scopes;
            fields.Count(scopes, "scopes", 1, possible.Split().Count)
                .Must(scopes.Distinct().Count() == scopes.Count, "scopes", "duplicate", "Must not name a scope twice.")
                .Must(scopes.All(scope => scope != Scope.Unknown && possible.HasFlag(scope)), "scopes", "invalid", $"Must be of {possible.ToText()}.");
        }

        return fields;
    }

    public static async Task<Outcome<ApiClient>> CreateAsync(ChangeContext c, CreateClientRequest request)
    {
        if (await ClientOwner.FindAsync(c.Session, c.Caller, request.OwnerId) is not { } owner)
        {
            return ErrorCodes.NotFound;
        }

        var row = New(owner with { Kind = request.Kind ?? owner.Kind }, request.Name) with
        {
            Scopes = (request.Scopes ?? []).Aggregate(Scope.Unknown, (all, scope) => all | scope),
        };
        if (await RegisterAsync(c.Session, row, request.PublicKey, c.Now) is not { } key)
        {
            return ErrorCodes.KeyNotUsable;
        }

        await c.JournalAsync(Registered(row, key, c.Now));
        return await ClientRows.ShowAsync(c.Session, row);
    }

    public static async Task<Outcome<Page<ApiClient>>> ListAsync(CallContext c, PageQuery query) => await ClientRows.PageAsync(c, query);

    public static async Task<Outcome<ApiClient>> AddKeyAsync(ChangeContext c, AddClientKeyRequest request)
    {
        if (await ClientRows.FindAsync(c, Ids.Read("cli", c.Id)) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (row.RevokedAt is not null)
        {
            return ErrorCodes.AlreadyRevoked;
        }

        if (await PublicKeys.AddToClientAsync(c.Session, row.Id, request.PublicKey, c.Now) is not { } key)
        {
            return ErrorCodes.KeyNotUsable;
        }

        await c.JournalAsync(new JournalEntry
        {
            Event = "client.key_added",
            Kind = "cli",
            Subject = ChangeContext.Bytes(row.Id),
            At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["key"] = key },
        });
        return await ClientRows.ShowAsync(c.Session, row);
    }

    public static async Task<Outcome<ApiClient>> RevokeKeyAsync(ChangeContext c, Reason reason)
    {
        var key = Ids.Read("key", c.Id);
        if (await ClientRows.FindByKeyAsync(c, key) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (await c.Session.ExecuteAsync(RevokeKey, new { key, now = c.Now }) == 0)
        {
            return ErrorCodes.AlreadyRevoked;
        }

        await c.JournalAsync("client.key_revoked", "key", key, reason.Text);
        return await ClientRows.ShowAsync(c.Session, row);
    }

    public static async Task<Outcome<ApiClient>> RevokeAsync(ChangeContext c, Reason reason)
    {
        if (await ClientRows.FindAsync(c, Ids.Read("cli", c.Id)) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (await c.Session.ExecuteAsync(Revoke, new { id = row.Id, now = c.Now }) == 0)
        {
            return ErrorCodes.AlreadyRevoked;
        }

        await c.JournalAsync("client.revoked", "cli", row.Id, reason.Text);
        return await ClientRows.ShowAsync(c.Session, row with { RevokedAt = c.Now });
    }

    /// <summary>Revokes the systems that an owner still has; gives their ids.</summary>
    public static async Task<IReadOnlyList<long>> RevokeAllAsync(ChangeContext c, long owner, Reason reason)
    {
        var ids = await c.Session.QueryAsync<long>(OfOwner, new { owner });
        foreach (var id in ids)
        {
            await c.Session.RequireAsync(Revoke, new { id, now = c.Now });
            await c.JournalAsync("client.revoked", "cli", id, reason.Text);
        }

        return ids;
    }

    /// <summary>Registers the system of the first authority, before anybody can call; gives the ids of system and key.</summary>
    public static async Task<(long Client, long Key)> RegisterFirstAsync(
        Session session, ClientOwner owner, string name, PublicKeyJwk jwk, DateTimeOffset now)
    {
        var row = New(owner, name);
        var key = await RegisterAsync(session, row, jwk, now) ?? throw new InvalidOperationException("A new key is registered already.");
        await session.AppendAsync(Registered(row, key, now));
        return (row.Id, key);
    }

    private static ClientRow New(ClientOwner owner, string name) =>
        new() { Id = Ids.New(), Kind = owner.Kind, OwnerId = owner.Id, Region = owner.Region, Name = name };

    private static async Task<long?> RegisterAsync(Session session, ClientRow row, PublicKeyJwk jwk, DateTimeOffset now)
    {
        await session.RequireAsync(Insert, new { row.Id, Kind = (int)row.Kind, row.OwnerId, row.Region, row.Name, Scopes = (int)row.Scopes, now });
        return await PublicKeys.AddToClientAsync(session, row.Id, jwk, now);
    }

    private static JournalEntry Registered(ClientRow row, long key, DateTimeOffset now) => new()
    {
        Event = "client.registered",
        Kind = "cli",
        Subject = ChangeContext.Bytes(row.Id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["kind"] = (int)row.Kind,
            ["scopes"] = (int)Roles.Of(row.Kind).Of(row.Scopes),
            ["owner"] = row.OwnerId,
            ["region"] = row.Region,
            ["key"] = key,
        },
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = row.Name },
    };
}
