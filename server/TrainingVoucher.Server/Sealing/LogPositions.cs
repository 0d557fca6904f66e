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

/// <summary>A row of the journal.</summary>
internal sealed record JournalRow
{
    public long Id { get; init; }

    public byte[] Bytes { get; init; } = [];
}

/// <summary>The positions of journal rows.</summary>
internal static class LogPositions
{
    private const string Newest = "SELECT COALESCE(max(id), 0) FROM journal";

    private const string State = "SELECT size, watermark, scan_from, checkpoint FROM log_state WHERE id = 1";

    /// <summary>An update that changes nothing, because it waits for whoever else seals and then sees what he wrote, in both databases.</summary>
    private const string Hold = "UPDATE log_state SET size = size WHERE id = 1 RETURNING size, watermark, scan_from, checkpoint";

    private const string Move = "UPDATE log_state SET size = @Size, watermark = @Watermark, scan_from = @ScanFrom, checkpoint = @Checkpoint WHERE id = 1";

    private const string Add = "INSERT INTO log_position (position, journal_id, length) SELECT r.position, r.journal_id, r.length FROM {rows}";

    private const string Following = """
        SELECT position, journal_id, length
        FROM log_position
        WHERE position > @after
        ORDER BY position
        LIMIT @limit
        """;

    /// <summary>The run that this position is in, and all after it.</summary>
    private const string From = """
        SELECT position, journal_id, length
        FROM log_position
        WHERE position >= COALESCE((SELECT max(p.position) FROM log_position p WHERE p.position <= @position), 0)
        ORDER BY position
        """;

    private const string Rows = """
        SELECT id, bytes
        FROM journal
        WHERE id > @After AND id < @Before
        ORDER BY id
        LIMIT @limit
        """;

    private const string CountAbove = "SELECT count(*) FROM journal WHERE id > @Watermark";

    public static async Task<LogState> StateAsync(Session session) => Found(await session.SingleAsync<LogState>(State));

    /// <summary>The highest journal id there is to see.</summary>
    public static Task<long> NewestAsync(Session session) => session.ValueAsync<long>(Newest);

    /// <summary>Whether rows have no position, or positions no checkpoint.</summary>
    public static async Task<bool> IsBehindAsync(Session session, LogState state) =>
        state.Size > state.Checkpoint || (await UnsealedAsync(session, state.Watermark, await AboveAsync(session, state), 1)).Count > 0;

    public static async Task<long> CountUnsealedAsync(Session session)
    {
        var state = await StateAsync(session);
        return await session.ValueAsync<long>(CountAbove, state) - SealedRuns.Above(state.Watermark, await AboveAsync(session, state));
    }

    /// <summary>Keeps every other sealer out until the end of the transaction.</summary>
    public static async Task<LogState> HoldAsync(Session session) => Found(await session.SingleAsync<LogState>(Hold));

    /// <summary>All runs that have rows above the watermark, and at most some more.</summary>
    public static Task<IReadOnlyList<SealedRun>> AboveAsync(Session session, LogState state) =>
        session.QueryAsync<SealedRun>(From, new { position = state.ScanFrom });

    /// <summary>Rows above the watermark that are in no run, the lowest first, so many at most.</summary>
    public static async Task<IReadOnlyList<JournalRow>> UnsealedAsync(Session session, long watermark, IReadOnlyList<SealedRun> runs, int limit)
    {
        var rows = new List<JournalRow>();
        foreach (var gap in SealedRuns.Gaps(watermark, runs))
        {
            if (rows.Count < limit)
            {
                rows.AddRange(await RowsAsync(session, gap, limit - rows.Count));
            }
        }

        return rows;
    }

    /// <summary>Journal rows in the order of their ids.</summary>
    public static Task<IReadOnlyList<JournalRow>> RowsAsync(Session session, IdGap within, int limit) =>
        session.QueryAsync<JournalRow>(Rows, new { within.After, within.Before, limit });

    public static Task AddAsync(Session session, IReadOnlyList<SealedRun> runs) => session.RequireRowsAsync(Add, runs);

    /// <summary>Remembers how far the log goes now.</summary>
    public static Task MoveAsync(Session session, LogState state) => session.RequireAsync(Move, state);

    /// <summary>Runs in the order of their positions, those that begin after this one.</summary>
    public static Task<IReadOnlyList<SealedRun>> FollowingAsync(Session session, long after, int limit) =>
        session.QueryAsync<SealedRun>(Following, new { after, limit });

    private static LogState Found(LogState? state) => state ?? throw new InvalidOperationException("The row of log_state is missing.");
}
