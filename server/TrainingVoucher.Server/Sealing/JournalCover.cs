using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>
/// Holds that every journal row up to the watermark has one position and no row has two. Positions come almost in the order of ids:
/// only the ids that came before a lower one are kept.
/// </summary>
internal sealed class JournalCover(IStore store, long watermark, CancellationToken cancellation)
{
    /// <summary>When so many ids have come before the one that is waited for, it is looked for by name.</summary>
    private const int FarAhead = 1_000_000;

    private const int Page = 16_384;

    private const string Ids = "SELECT id FROM journal WHERE id > @after AND id <= @watermark ORDER BY id LIMIT @limit";

    private const string Find = "SELECT min(position) AS position FROM log_position WHERE journal_id <= @id AND @id - journal_id < length";

    private readonly HashSet<long> ahead = [];
    private readonly HashSet<long> late = [];
    private readonly Queue<long> ids = new();
    private long passed;
    private long read = long.MinValue;
    private bool isOver;

    /// <summary>Takes the row of the next position.</summary>
    public async ValueTask<LogFault?> AddAsync(long position, long journalId)
    {
        if (journalId <= passed ? !late.Remove(journalId) : !ahead.Add(journalId))
        {
            return LogFault.Position(position, $"journal row {journalId} has an earlier position already");
        }

        while (await WaitedForAsync() is { } id)
        {
            if (!ahead.Remove(id))
            {
                return ahead.Count < FarAhead ? null : await FindAsync(id);
            }

            Pass(id);
        }

        return null;
    }

    /// <summary>Once all positions were taken: no row may be waited for.</summary>
    public async ValueTask<LogFault?> EndAsync() => await WaitedForAsync() is { } id ? Missing(id) : null;

    private async Task<LogFault?> FindAsync(long id)
    {
        if (await store.ReadAsync(session => session.ValueAsync<Found>(Find, new { id }), cancellation) is { Position: null })
        {
            return Missing(id);
        }

        late.Add(id);
        Pass(id);
        return null;
    }

    private void Pass(long id)
    {
        passed = id;
        ids.Dequeue();
    }

    private async ValueTask<long?> WaitedForAsync()
    {
        if (ids.Count == 0 && !isOver)
        {
            var page = await store.ReadAsync(session => session.QueryAsync<long>(Ids, new { after = read, watermark, limit = Page }), cancellation);
            isOver = page.Count == 0;
            foreach (var id in page)
            {
                ids.Enqueue(read = id);
            }
        }

        return ids.TryPeek(out var next) ? next : null;
    }

    private static LogFault Missing(long id) => LogFault.Row(id, "it has no position, though later rows have one");

    private readonly record struct Found
    {
        public long? Position { get; init; }
    }
}
