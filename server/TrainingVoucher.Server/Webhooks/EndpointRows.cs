using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>Where endpoints are kept, as their owners see and change them.</summary>
internal static class EndpointRows
{
    public const string Columns = "t.id, t.kind, t.audience, t.client_id, t.url, t.types, t.secret, t.former_secret, t.former_secret_until, t.state, t.next, t.queued, t.faults, t.created_at";

    private const string Insert = """
        INSERT INTO webhook_endpoint (id, kind, audience, client_id, url, types, secret, state, next, queued, faults, quiet_until, lease_holder, lease_until, created_at)
        VALUES (@Id, @kind, @Audience, @ClientId, @Url, @Types, @Secret, @state, @Next, 0, 0, @CreatedAt, 0, @CreatedAt, @CreatedAt)
        """;

    private const string HoldSystem = "SELECT t.id FROM client t WHERE t.id = @ClientId {lock t}";

    private const string Count = "SELECT COUNT(*) FROM webhook_endpoint WHERE kind = @kind AND audience = @Id AND state <> 4";

    private const string Own = $"SELECT {Columns} FROM webhook_endpoint t WHERE t.id = @id AND t.kind = @kind AND t.audience = @audience AND t.state <> 4 {{lock t}}";

    private const string Page = $"SELECT {Columns} FROM webhook_endpoint t WHERE t.kind = @kind AND t.audience = @Id AND t.state <> 4 AND t.id > @after ORDER BY t.id LIMIT @rows";

    private const string Pause = "UPDATE webhook_endpoint SET state = 2 WHERE id = @id";

    private const string Resume = "UPDATE webhook_endpoint SET state = 1, client_id = @client, faults = 0, quiet_until = @now WHERE id = @id";

    private const string DueNow = "UPDATE webhook_delivery SET due_at = @now WHERE endpoint_id = @id AND state = 1 AND due_at > @now";

    private const string SetSecret = "UPDATE webhook_endpoint SET former_secret = secret, former_secret_until = @until, secret = @secret WHERE id = @id";

    private const string Remove = "UPDATE webhook_endpoint SET state = 4, secret = @none, former_secret = NULL, former_secret_until = NULL WHERE id = @id";

    private const string Queued = "UPDATE webhook_endpoint SET queued = @queued WHERE id = @id";

    private const string ForgetSecrets = "UPDATE webhook_endpoint SET former_secret = NULL, former_secret_until = NULL WHERE former_secret_until <= @now";

    private const string ForgetRemoved = "DELETE FROM webhook_endpoint WHERE state = 4 AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = webhook_endpoint.id)";

    public static Task InsertAsync(Session session, EndpointRow row) => session.RequireAsync(
        Insert, new { row.Id, kind = (int)row.Kind, row.Audience, row.ClientId, row.Url, row.Types, row.Secret, state = (int)row.State, row.Next, row.CreatedAt });

    /// <summary>How many the caller has, to whom none is added meanwhile by the same system.</summary>
    public static async Task<long> CountAsync(CallContext c, FeedAudience feed)
    {
        await c.Session.ValueAsync<long>(HoldSystem, new { c.Caller.ClientId });
        return await c.Session.ValueAsync<long>(Count, new { kind = (int)feed.Kind, feed.Id });
    }

    /// <summary>An endpoint of the caller, kept as it is; nothing when it is another's or there is none.</summary>
    public static Task<EndpointRow?> OwnAsync(CallContext c)
    {
        var feed = FeedAudience.Of(c.Caller);
        return c.Session.SingleAsync<EndpointRow>(Own, new { id = Ids.Read("whe", c.Id), kind = (int)feed.Kind, audience = feed.Id });
    }

    public static Task<IReadOnlyList<EndpointRow>> ListAsync(CallContext c, PageQuery query)
    {
        var feed = FeedAudience.Of(c.Caller);
        return c.Session.QueryAsync<EndpointRow>(Page, new { kind = (int)feed.Kind, feed.Id, after = query.After(0L), rows = query.Rows() });
    }

    public static Task PauseAsync(Session session, long id) => session.RequireAsync(Pause, new { id });

    /// <summary>Lets it go on as if it had never failed, for the system that says so.</summary>
    public static async Task ResumeAsync(Session session, long id, long client, DateTimeOffset now)
    {
        await session.RequireAsync(Resume, new { id, client, now });
        await session.ExecuteAsync(DueNow, new { id, now });
    }

    public static Task SetSecretAsync(Session session, long id, byte[] secret, DateTimeOffset until) => session.RequireAsync(SetSecret, new { id, secret, until });

    /// <summary>From now on there is none for its owner; its deliveries are dropped by and by.</summary>
    public static Task RemoveAsync(Session session, long id) => session.RequireAsync(Remove, new { id, none = Array.Empty<byte>() });

    public static Task SetQueuedAsync(Session session, long id, long queued) => session.RequireAsync(Queued, new { id, queued });

    /// <summary>Drops secrets that count no more, and endpoints that were removed and have nothing left.</summary>
    public static async Task<int> ForgetAsync(Session session, DateTimeOffset now) =>
        await session.ExecuteAsync(ForgetSecrets, new { now }) + await session.ExecuteAsync(ForgetRemoved);
}
