using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>A sealed row of the journal.</summary>
/// <param name="Position">Where it is in the log.</param>
/// <param name="JournalId">Its id.</param>
/// <param name="Bytes">Missing where the row is.</param>
/// <param name="IsTwice">Whether another run begins here, before this one ends.</param>
internal sealed record SealedRow(long Position, long JournalId, byte[]? Bytes, bool IsTwice);

/// <summary>Goes through the sealed rows of the log in the order of the runs, page by page; what is read does not change.</summary>
internal sealed class SealedRows(IStore store, CancellationToken cancellation)
{
    private const int Page = 4_096;

    private readonly Cursor<SealedRun> runs = new(store, (s, last) => LogPositions.FollowingAsync(s, last?.Position ?? long.MinValue, Page), cancellation);
    private Cursor<JournalRow>? journal;
    private SealedRun run = new();
    private long taken;

    public async ValueTask<SealedRow?> NextAsync()
    {
        if (taken >= run.Length || journal is null)
        {
            if (await RunAsync() is not { } next)
            {
                return null;
            }

            (run, taken) = (next, 0);
            journal = new(store, (s, last) => LogPositions.RowsAsync(s, new IdGap(last?.Id ?? next.JournalId - 1, next.LastId + 1), Page), cancellation);
        }

        var (position, id) = (run.Position + taken, run.JournalId + taken);
        taken++;
        var isTwice = await runs.PeekAsync() is { } other && other.Position <= position;
        return await journal.PeekAsync() is { } row && row.Id == id
            ? new SealedRow(position, id, (await journal.NextAsync())!.Bytes, isTwice)
            : new SealedRow(position, id, null, isTwice);
    }

    /// <summary>The next run, together with those that go on where it ends, so that short ones do not need a query each.</summary>
    private async ValueTask<SealedRun?> RunAsync()
    {
        var joined = await runs.NextAsync();
        while (joined is not null && joined.Length < Page && await runs.PeekAsync() is { } next && joined.IsFollowedBy(next))
        {
            joined = joined with { Length = joined.Length + next.Length };
            await runs.NextAsync();
        }

        return joined;
    }
}
