using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>
/// Who serves an endpoint: one process, for as long as it renews its lease. What it writes begins with the row of the endpoint, so that a
/// process that was taken for dead cannot write once another serves it.
/// </summary>
internal static class EndpointLeases
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    // Due: the feed has gone on, or something waits. Not of a system that is revoked.
    private const string Due = """
        SELECT t.id
        FROM webhook_endpoint t
        WHERE t.state = 1 AND t.quiet_until <= @now AND (t.lease_until <= @now OR t.lease_holder = @holder)
          AND EXISTS (SELECT 1 FROM client c WHERE c.id = t.client_id AND c.revoked_at IS NULL)
          AND (t.next <= (SELECT p.first + p.count - 1 FROM feed_page p WHERE p.kind = t.kind AND p.audience = t.audience ORDER BY p.first DESC LIMIT 1)
            OR EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = t.id AND d.state = 1 AND d.due_at <= @now))
        """;

    private const string Take = """
        UPDATE webhook_endpoint SET lease_holder = @holder, lease_until = @until
        WHERE id = @id AND state = 1 AND quiet_until <= @now AND (lease_until <= @now OR lease_holder = @holder)
          AND EXISTS (SELECT 1 FROM client c WHERE c.id = webhook_endpoint.client_id AND c.revoked_at IS NULL)
        """;

    private const string Find = $"SELECT {EndpointRows.Columns} FROM webhook_endpoint t WHERE t.id = @id";

    private const string Move = "UPDATE webhook_endpoint SET next = @next, queued = @queued WHERE id = @id AND next = @was";

    private const string Tell = """
        UPDATE webhook_endpoint SET lease_until = @until, faults = @faults, quiet_until = @quiet, state = CASE WHEN state = 1 THEN @state ELSE state END
        WHERE id = @id AND lease_holder = @holder AND state <> 4
        """;

    private const string Fault = "UPDATE webhook_endpoint SET faults = faults + 1, quiet_until = @quiet WHERE id = @id AND lease_holder = @holder";

    private const string Release = "UPDATE webhook_endpoint SET lease_until = @now WHERE id = @id AND lease_holder = @holder";

    /// <summary>Active endpoints with something to do now, which no other process serves.</summary>
    public static Task<IReadOnlyList<long>> DueAsync(Session session, long holder, DateTimeOffset now) => session.QueryAsync<long>(Due, new { holder, now });

    /// <summary>Takes an endpoint, or keeps it; nothing when another process has it, it is to be left alone, or its system is revoked.</summary>
    public static async Task<EndpointRow?> TakeAsync(Session session, long id, long holder, DateTimeOffset now) =>
        await session.ExecuteAsync(Take, new { id, holder, now, until = now + Length }) == 1 ? await session.SingleAsync<EndpointRow>(Find, new { id }) : null;

    /// <summary>Says how far the feed has been put in the queue.</summary>
    public static Task MoveAsync(Session session, EndpointRow was, long next, long queued) => session.RequireAsync(Move, new { id = was.Id, next, queued, was = was.Next });

    /// <summary>Renews the lease and keeps how the endpoint does; <see langword="false"/> when another has taken it over, or it was removed.</summary>
    public static async Task<bool> TellAsync(Session session, long id, long holder, int faults, WebhookEndpointState state, DateTimeOffset now) =>
        await session.ExecuteAsync(Tell, new { id, holder, faults, state = (int)state, quiet = now + WebhookSchedule.Quiet(faults), until = now + Length }) == 1;

    /// <summary>Leaves an endpoint alone that could not be served.</summary>
    public static Task<int> FaultAsync(Session session, long id, long holder, DateTimeOffset now) => session.ExecuteAsync(Fault, new { id, holder, quiet = now + Length });

    /// <summary>Gives it back, for any process to take at once.</summary>
    public static Task<int> ReleaseAsync(Session session, long id, long holder, DateTimeOffset now) => session.ExecuteAsync(Release, new { id, holder, now });
}
