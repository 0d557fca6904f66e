using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>The queue of each endpoint, and what became of what was in it.</summary>
internal static class DeliveryRows
{
    private const string Columns = "t.endpoint_id, t.place, t.id, t.number, t.state, t.attempts, t.due_at, t.created_at, t.attempted_at, t.status, t.fault";

    private const string Insert = """
        INSERT INTO webhook_delivery (endpoint_id, place, id, number, state, attempts, due_at, created_at)
        SELECT r.endpoint_id, r.place, r.id, r.number, 1, 0, r.created_at, r.created_at
        FROM {rows}
        """;

    private const string Waiting = "SELECT COUNT(*) FROM webhook_delivery WHERE endpoint_id = @endpoint AND state = 1";

    private const string Due = $"""
        SELECT {Columns}
        FROM webhook_delivery t
        WHERE t.endpoint_id = @endpoint AND t.state = 1 AND t.due_at <= @now
        ORDER BY t.due_at, t.place
        LIMIT @most
        """;

    // One that its owner has asked for again meanwhile is left as he wants it.
    private const string Record = """
        UPDATE webhook_delivery SET state = r.state, attempts = r.attempts, due_at = r.due_at, attempted_at = r.attempted_at, status = r.status, fault = r.fault
        FROM {rows}
        WHERE webhook_delivery.endpoint_id = r.endpoint_id AND webhook_delivery.place = r.place AND webhook_delivery.state = 1 AND webhook_delivery.attempts = r.attempts - 1
        RETURNING webhook_delivery.place
        """;

    private const string Page = $"""
        SELECT {Columns}
        FROM webhook_delivery t
        WHERE t.endpoint_id = @endpoint AND t.place < @before AND (@state = 0 OR t.state = @state)
        ORDER BY t.place DESC
        LIMIT @rows
        """;

    private const string Own = $$"""
        SELECT {{Columns}}
        FROM webhook_delivery t
        JOIN webhook_endpoint e ON e.id = t.endpoint_id AND e.state <> 4
        WHERE t.id = @id AND e.kind = @kind AND e.audience = @audience {lock t}
        """;

    private const string Again = "UPDATE webhook_delivery SET state = 1, attempts = 0, due_at = @now, status = NULL, fault = NULL WHERE endpoint_id = @EndpointId AND place = @Place";

    private const string Forget = """
        DELETE FROM webhook_delivery
        WHERE id IN (SELECT d.id FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
                     WHERE e.state = 4 OR (d.state <> 1 AND d.attempted_at < @before)
                     LIMIT @most)
        """;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public static Task AddAsync(Session session, IReadOnlyList<DeliveryRow> rows) =>
        session.RequireRowsAsync(Insert, rows.Select(r => new Added(r.EndpointId, r.Place, r.Id, r.Number, r.CreatedAt)).ToList());

    public static Task<long> WaitingAsync(Session session, long endpoint) => session.ValueAsync<long>(Waiting, new { endpoint });

    public static Task<IReadOnlyList<DeliveryRow>> DueAsync(Session session, long endpoint, DateTimeOffset now, int most) =>
        session.QueryAsync<DeliveryRow>(Due, new { endpoint, now, most });

    public static Task<IReadOnlyList<long>> RecordAsync(Session session, IReadOnlyList<DeliveryRow> rows) => session.QueryRowsAsync<Recorded, long>(
        Record, rows.Select(r => new Recorded(r.EndpointId, r.Place, (int)r.State, r.Attempts, r.DueAt, r.AttemptedAt, r.Status, (int?)r.Fault)).ToList());

    public static Task<IReadOnlyList<DeliveryRow>> ListAsync(Session session, long endpoint, WebhookDeliveryQuery query) => session.QueryAsync<DeliveryRow>(
        Page, new { endpoint, before = query.After(long.MaxValue), state = (int)(query.State ?? WebhookDeliveryState.Unknown), rows = query.Rows() });

    /// <summary>A webhook of the caller's; nothing when it is another's or there is none.</summary>
    public static Task<DeliveryRow?> OwnAsync(CallContext c)
    {
        var feed = FeedAudience.Of(c.Caller);
        return c.Session.SingleAsync<DeliveryRow>(Own, new { id = Ids.Read("whd", c.Id), kind = (int)feed.Kind, audience = feed.Id });
    }

    public static Task AgainAsync(Session session, DeliveryRow row, DateTimeOffset now) => session.RequireAsync(Again, new { row.EndpointId, row.Place, now });

    /// <summary>Drops what was delivered or given up long ago, and what endpoints had that were removed; so many at most.</summary>
    public static async Task<Swept> ForgetAsync(Session session, DateTimeOffset now, int most)
    {
        var dropped = await session.ExecuteAsync(Forget, new { before = now - KeptFor, most });
        return new(dropped, dropped);
    }

    private sealed record Added(long EndpointId, long Place, long Id, long? Number, DateTimeOffset CreatedAt);

    private sealed record Recorded(long EndpointId, long Place, int State, int Attempts, DateTimeOffset DueAt, DateTimeOffset? AttemptedAt, int? Status, int? Fault);
}
