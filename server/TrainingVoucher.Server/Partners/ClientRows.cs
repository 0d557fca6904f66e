using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>The systems of a subtree as they are stored, and as the API shows them.</summary>
internal static class ClientRows
{
    private const string Columns = "id, kind, owner_id, region, name, scopes, revoked_at, return_urls";

    private const string Page = $"""
        SELECT {Columns}
        FROM client
        WHERE region BETWEEN @From AND @To AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Find = $"SELECT {Columns} FROM client WHERE region BETWEEN @From AND @To AND id = @id";

    private const string Owner = "SELECT client_id FROM public_key WHERE id = @key AND client_id IS NOT NULL";

    private const string Keys = """
        SELECT k.id, k.client_id, k.created_at, k.revoked_at
        FROM {rows} JOIN public_key k ON k.client_id = r.id
        """;

    /// <summary>A system of the caller's subtree; nothing when there is none.</summary>
    public static Task<ClientRow?> FindAsync(CallContext c, long id)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        return c.Session.SingleAsync<ClientRow>(Find, new { From = from, To = to, id });
    }

    /// <summary>The system of the caller's subtree that has the key; nothing when there is none.</summary>
    public static async Task<ClientRow?> FindByKeyAsync(CallContext c, long key) =>
        await c.Session.OptionalAsync<long>(Owner, new { key }) is { } client ? await FindAsync(c, client) : null;

    public static async Task<ApiClient> ShowAsync(Session session, ClientRow row) => (await ShowAsync(session, [row]))[0];

    public static async Task<Page<ApiClient>> PageAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<ClientRow>(Page, new { From = from, To = to, after = query.After(0L), rows = query.Rows() });
        var shown = (await ShowAsync(c.Session, rows)).ToDictionary(client => client.Id, StringComparer.Ordinal);
        return query.Page(rows, row => shown[Ids.Show("cli", row.Id)], row => row.Id);
    }

    private static async Task<IReadOnlyList<ApiClient>> ShowAsync(Session session, IReadOnlyList<ClientRow> rows)
    {
        var keys = (await session.QueryRowsAsync<ClientRow, KeyRow>(Keys, rows)).OrderBy(key => key.CreatedAt).ThenBy(key => key.Id).ToLookup(key => key.ClientId);
        return
        [
            .. rows.Select(row => new ApiClient
            {
                Id = Ids.Show("cli", row.Id),
                Kind = row.Kind,
                OwnerId = ClientOwner.Show(row.Kind, row.OwnerId),
                Name = row.Name,
                Scopes = Roles.Of(row.Kind).Of(row.Scopes).Split(),
                ReturnUrls = row.ReturnUrls?.Split('\n') ?? [],
                Keys = [.. keys[row.Id].Select(key => new ApiClientKey { Id = Ids.Show("key", key.Id), RevokedAt = key.RevokedAt })],
                RevokedAt = row.RevokedAt,
            }),
        ];
    }

    private sealed record KeyRow
    {
        public long Id { get; init; }

        public long ClientId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }
    }
}

internal sealed record ClientRow
{
    public long Id { get; init; }

    public ClientKind Kind { get; init; }

    public long OwnerId { get; init; }

    public int Region { get; init; }

    public string Name { get; init; } = "";

    /// <summary>0 stands for all that the kind may.</summary>
    public Scope Scopes { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>One in a line; nothing for none.</summary>
    public string? ReturnUrls { get; init; }
}
