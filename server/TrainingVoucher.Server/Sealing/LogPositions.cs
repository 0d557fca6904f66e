using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>How far the log goes; see the table <c>log_state</c>.</summary>
internal sealed record LogState
{
    public long Size { get; init; }

    public long Watermark { get; init; }

    public long ScanFrom { get; init; }

    public long Checkpoint { get; init; }
}

/// <summary>A sealed row of the journal.</summary>
internal sealed record SealedRow
{
    public long Position { get; init; }

    public long JournalId { get; init; }

    public byte[]? Bytes { get; init; }
}

/// <summary>The positions of journal rows.</summary>
internal static class LogPositions
{
    private const string Newest = "SELECT COALESCE(max(id), 0) FROM journal";

    private const string State = "SELECT size, watermark, scan_from, checkpoint FROM log_state WHERE id = 1";

    /// <summary>An update that changes nothing, because it waits for whoever else seals and then sees what he wrote, in both databases.</summary>
    private const string Hold = "UPDATE log_state SET size = size WHERE id = 1 RETURNING size, watermark, scan_from, checkpoint";

    /// <summary>
    /// Rows that have no position, at least the lowest so many of them: no more rows above the watermark can be sealed than there are
    /// positions from scan_from on. A difference of two sets, because a database may plan an anti-join as a loop in a loop.
    /// </summary>
    private const string Unsealed = """
        SELECT w.id FROM (SELECT j.id FROM journal j WHERE j.id > @Watermark ORDER BY j.id LIMIT @limit + @Size - @ScanFrom) w
        EXCEPT
        SELECT p.journal_id FROM log_position p WHERE p.position >= @ScanFrom
        """;

    private const string AnyUnsealed = $"SELECT count(*) FROM ({Unsealed}) u";

    private const string CountUnsealed = """
        SELECT (SELECT count(*) FROM journal j WHERE j.id > @Watermark)
            - (SELECT count(*) FROM log_position p WHERE p.position >= @ScanFrom AND p.journal_id > @Watermark)
        """;

    private const string Take = $"""
        INSERT INTO log_position (position, journal_id)
        SELECT @Size + row_number() OVER (ORDER BY t.id) - 1, t.id
        FROM (SELECT u.id FROM ({Unsealed}) u ORDER BY u.id LIMIT @limit) t
        ORDER BY t.id
        """;

    private const string Move = """
        UPDATE log_state
        SET size = @size, watermark = @watermark, checkpoint = @checkpoint,
            scan_from = COALESCE((SELECT min(p.position) FROM log_position p WHERE p.position >= scan_from AND p.journal_id > @watermark), @size)
        WHERE id = 1
        """;

    private const string Rows = """
        SELECT p.position, p.journal_id, j.bytes
        FROM log_position p
        LEFT JOIN journal j ON j.id = p.journal_id
        WHERE p.position >= @from
        ORDER BY p.position
        LIMIT @limit
        """;

    public static async Task<LogState> StateAsync(Session session) => Found(await session.SingleAsync<LogState>(State));

    /// <summary>The highest journal id there is to see.</summary>
    public static Task<long> NewestAsync(Session session) => session.ValueAsync<long>(Newest);

    /// <summary>Whether rows have no position, or positions no checkpoint.</summary>
    public static async Task<bool> IsBehindAsync(Session session, LogState state) =>
        state.Size > state.Checkpoint || await session.ValueAsync<long>(AnyUnsealed, new { state.Size, state.Watermark, state.ScanFrom, limit = 1 }) > 0;

    public static async Task<long> CountUnsealedAsync(Session session) => await session.ValueAsync<long>(CountUnsealed, await StateAsync(session));

    /// <summary>Keeps every other sealer out until the end of the transaction.</summary>
    public static async Task<LogState> HoldAsync(Session session) => Found(await session.SingleAsync<LogState>(Hold));

    /// <summary>Gives the next positions to rows that have none, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<SealedRow>> TakeAsync(Session session, LogState state, int limit)
    {
        await session.ExecuteAsync(Take, new { state.Size, state.Watermark, state.ScanFrom, limit });
        return await RowsAsync(session, state.Size, limit);
    }

    /// <summary>Remembers how far the log goes now.</summary>
    public static Task MoveAsync(Session session, long size, long watermark, long checkpoint) =>
        session.RequireAsync(Move, new { size, watermark, checkpoint });

    /// <summary>Sealed rows in order; the bytes are missing where the journal row is.</summary>
    public static Task<IReadOnlyList<SealedRow>> RowsAsync(Session session, long from, int limit) =>
        session.QueryAsync<SealedRow>(Rows, new { from, limit });

    private static LogState Found(LogState? state) => state ?? throw new InvalidOperationException("The row of log_state is missing.");
}
