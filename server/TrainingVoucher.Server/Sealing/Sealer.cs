using TrainingVoucher.Log;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>How the sealer keeps up.</summary>
/// <param name="CompletedAt">When a run last came to its end; a sealer that fails, or never ends, is seen by this.</param>
/// <param name="Size">How many rows were sealed by then.</param>
/// <param name="Rows">About how many rows were left to seal after the last chunk.</param>
internal sealed record SealerLag(DateTimeOffset? CompletedAt, long Size, long Rows);

/// <summary>Tells who is concerned of rows that are being sealed, in the order of their positions, in the transaction that seals them.</summary>
/// <param name="size">How many rows are sealed with these.</param>
internal delegate Task Publish(Session session, IReadOnlyList<JournalRow> rows, long size);

/// <summary>
/// Gives journal rows their positions, in the order of their ids as far as they can be seen: a row that commits later gets a later
/// position. Any number of sealers may run; each chunk is the work of one, which holds the log for one transaction.
/// </summary>
internal sealed class Sealer(IStore store, Checkpoints checkpoints, TimeProvider time, Publish publish)
{
    /// <summary>How many rows one transaction seals at most.</summary>
    public const int Chunk = 8_192;

    /// <summary>While a backlog is worked off, a checkpoint is made at least every so many rows.</summary>
    private const int BetweenCheckpoints = 8 * Chunk;

    private readonly Horizon horizon = new();

    public SealerLag Lag { get; private set; } = new(null, 0, 0);

    /// <summary>Seals what there is to see, chunk by chunk.</summary>
    public async Task SealAsync(CancellationToken cancellation)
    {
        while (await SealChunkAsync(cancellation))
        {
        }

        Lag = Lag with { CompletedAt = time.GetUtcNow() };
    }

    /// <summary>Seals up to one chunk; says whether there may be more.</summary>
    private async Task<bool> SealChunkAsync(CancellationToken cancellation)
    {
        var (newest, sealedBefore, isBehind) = await store.ReadAsync(ReadAsync, cancellation);
        if (!isBehind)
        {
            Lag = Lag with { Size = sealedBefore, Rows = 0 };
            return false;
        }

        var (rows, size) = await store.ChangeAsync(session => SealChunkAsync(session, newest), cancellation);
        Lag = Lag with { Size = size, Rows = rows.Count == Chunk ? Math.Max(0, newest - rows[^1].Id) : 0 };
        return rows.Count == Chunk;
    }

    private static async Task<(long Newest, long Size, bool IsBehind)> ReadAsync(Session session)
    {
        var newest = await LogPositions.NewestAsync(session);
        var state = await LogPositions.StateAsync(session);
        return (newest, state.Size, await LogPositions.IsBehindAsync(session, state));
    }

    private async Task<(IReadOnlyList<JournalRow> Rows, long Size)> SealChunkAsync(Session session, long newest)
    {
        var state = await LogPositions.HoldAsync(session);
        var (own, oldest) = await session.ValueAsync<(long, long)>(store.OpenTransactions);
        var passed = horizon.Pass(newest, own, oldest);
        var above = await LogPositions.AboveAsync(session, state);
        var rows = await LogPositions.UnsealedAsync(session, state.Watermark, above, Chunk);
        var added = SealedRuns.Of(state.Size, rows.Select(r => r.Id));
        await LogPositions.AddAsync(session, added);
        var tree = await GrowAsync(session, state.Size, rows);
        await publish(session, rows, tree.Size);
        var isFull = rows.Count == Chunk;
        var checkpoint = state.Checkpoint;
        if (tree.Size - checkpoint is var since and > 0 && (!isFull || since >= BetweenCheckpoints))
        {
            await checkpoints.AddAsync(session, tree, checkpoint, time.GetUtcNow());
            checkpoint = tree.Size;
        }

        var watermark = Math.Max(state.Watermark, isFull ? Math.Min(passed, rows[^1].Id) : passed);
        await LogPositions.MoveAsync(session, new LogState
        {
            Size = tree.Size,
            Watermark = watermark,
            ScanFrom = SealedRuns.ScanFrom(watermark, above.Concat(added), tree.Size),
            Checkpoint = checkpoint,
        });
        return (rows, tree.Size);
    }

    private static async Task<TreeEdge> GrowAsync(Session session, long size, IReadOnlyList<JournalRow> rows)
    {
        var tree = await new LogTiles(session).EdgeAsync(size);
        var complete = new List<(Subtree, byte[])>();
        foreach (var row in rows)
        {
            tree.Append(LogHash.Entry(row.Id, row.Bytes), (subtree, hash) => complete.Add((subtree, hash)));
        }

        await LogTiles.AppendAsync(session, complete);
        return tree;
    }
}
