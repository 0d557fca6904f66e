using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>Batches: read, suspended and resumed at once, closed for good.</summary>
internal static class BatchStore
{
    public const string Columns = """
        t.id, t.number, t.release_id, t.scheme_id, t.line_id, t.authority_id, t.region, t.mode, t.unit_fen, t.quantity, t.claimed, t.opens_at, t.closes_at, t.state, t.suspended,
        t.query_category, t.query_region
        """;

    // A list may be a million long; only an officer's reading counts it.
    private const string Counted = $"""
        {Columns}, (SELECT COUNT(*) FROM batch_person p WHERE p.batch_id = t.id) AS persons,
        (SELECT j.id FROM job j WHERE j.batch_id = t.id AND j.state > 0 ORDER BY j.created_at DESC, j.id LIMIT 1) AS job_id
        """;

    private const string FindCounted = $"SELECT {Counted} FROM batch t WHERE id = @id";

    private const string OfRelease = $"SELECT {Counted} FROM batch t WHERE release_id = @release ORDER BY number";

    private const string List = $"SELECT {Counted} FROM batch t WHERE region BETWEEN @From AND @To AND number > @after ORDER BY number LIMIT @rows";

    private const string Keep = "UPDATE batch SET state = 1 WHERE id = @id AND state = 1";

    private const string Suspend = "UPDATE batch SET suspended = @suspended WHERE id = @Id";

    private const string Close = "UPDATE batch SET state = 3 WHERE id = @Id AND state = 2 RETURNING quantity - claimed";

    private const string Over = "SELECT id FROM batch WHERE state = 2 AND closes_at <= @now LIMIT @most";

    public static ValueTask<BatchRow?> FindAsync(Session session, long id) => session.Shelf<BatchShelf>().FindAsync(id);

    public static Task<IReadOnlyList<BatchRow>> OfReleaseAsync(Session session, long release) => session.QueryAsync<BatchRow>(OfRelease, new { release });

    /// <summary>Whether a batch is still only proposed, and stays so until the end of this transaction.</summary>
    public static async Task<bool> KeepProposedAsync(Session session, long id) => await session.ExecuteAsync(Keep, new { id }) == 1;

    /// <summary>Released batches whose claim window is over.</summary>
    public static Task<IReadOnlyList<long>> OverAsync(Session session, DateTimeOffset now, int most) => session.QueryAsync<long>(Over, new { now, most });

    public static async Task<Outcome<Batch>> GetAsync(CallContext c, Nothing nothing) =>
        await OwnAsync(c, c.Id) is { } batch ? batch.ToContract() : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<Batch>>> ListAsync(CallContext c, PageQuery q)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<BatchRow>(List, new { From = from, To = to, after = q.After(0), rows = q.Rows() });
        return q.Page(rows, r => r.ToContract(), r => r.Number);
    }

    public static Task<Outcome<Batch>> SuspendAsync(ChangeContext c, Reason reason) => SetAsync(c, true, "batch.suspended", reason);

    public static Task<Outcome<Batch>> ResumeAsync(ChangeContext c, Reason reason) => SetAsync(c, false, "batch.resumed", reason);

    public static async Task<Outcome<Batch>> CloseAsync(ChangeContext c, Reason reason)
    {
        if (await OwnAsync(c, c.Id) is not { State: BatchState.Released or BatchState.Closed } batch)
        {
            return ErrorCodes.NotFound;
        }

        if (!await CloseAsync(c.Session, batch, c.Now))
        {
            return ErrorCodes.BatchClosed;
        }

        await c.JournalAsync("batch.closed", "bat", batch.Id, reason.Text, batch.Concern);
        return (await OwnAsync(c, c.Id))!.ToContract();
    }

    /// <summary>Closes a batch and gives what it never used back to its budget line; <see langword="false"/> when it is closed already.</summary>
    public static async Task<bool> CloseAsync(Session session, BatchRow batch, DateTimeOffset now)
    {
        if (await session.OptionalAsync<long>(Close, new { batch.Id }) is not { } places)
        {
            return false;
        }

        var unused = places * batch.UnitFen;
        if (batch.LineId is { } line && !await session.MoveAsync(line, new(Balance.Reserved, Balance.Available, unused), "close", Ids.Show("bat", batch.Id), now))
        {
            throw new InvalidOperationException("A batch reserves more than its budget line does.");
        }

        return true;
    }

    /// <summary>A batch of the caller's subtree.</summary>
    public static async Task<BatchRow?> OwnAsync(CallContext c, string? publicId) =>
        await c.Session.SingleAsync<BatchRow>(FindCounted, new { id = Ids.Read("bat", publicId) }) is { } batch && Regions.Covers(c.Caller.Region, batch.Region) ? batch : null;

    private static async Task<Outcome<Batch>> SetAsync(ChangeContext c, bool suspended, string @event, Reason reason)
    {
        if (await OwnAsync(c, c.Id) is not { } batch)
        {
            return ErrorCodes.NotFound;
        }

        await c.Session.RequireAsync(Suspend, new { batch.Id, suspended });
        await c.JournalAsync(@event, "bat", batch.Id, reason.Text, batch.Concern);
        return (batch with { Suspended = suspended }).ToContract();
    }
}
