using System.Globalization;
using TrainingVoucher.Log;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Sealing;

/// <summary>
/// Computes the whole log anew from the bytes that are stored, in the order of the positions and in little memory, and names the first
/// place where something else is stored: a journal row, a hash, a root, a signature.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="checkpoints">The checkpoints of the installation.</param>
/// <param name="keys">Its key set.</param>
/// <param name="kept">Checkpoints that were kept elsewhere; the log must have their roots too.</param>
/// <param name="progress">Hears now and then how many positions are done, of how many.</param>
internal sealed class LogVerification(IStore store, Checkpoints checkpoints, KeySet keys, IReadOnlyList<LogCheckpoint> kept, Action<long, long> progress)
{
    private const int Page = 4_096;
    private const int BetweenProgress = 250_000;

    private readonly List<(Subtree Subtree, byte[] Hash)> complete = [];
    private readonly Dictionary<int, TileCursor> tiles = [];
    private readonly TreeEdge tree = new();
    private readonly Queue<LogCheckpoint> keptInOrder = new(kept.OrderBy(c => c.Size));
    private long verifiedCheckpoints;
    private long previousCheckpoint;
    private long highestId;

    public async Task<LogReport> RunAsync(CancellationToken cancellation)
    {
        var (state, bounds, unsealed) = await store.ReadAsync(
            async s => (await LogPositions.StateAsync(s), await LogBounds.ReadAsync(s), await LogPositions.CountUnsealedAsync(s)), cancellation);
        var fault = bounds.Check(state) ?? await WalkAsync(state, cancellation) ?? CheckEnd(state, bounds);
        return new LogReport(tree.Size, verifiedCheckpoints, unsealed, fault);
    }

    private async Task<LogFault?> WalkAsync(LogState state, CancellationToken cancellation)
    {
        var rows = new SealedRows(store, cancellation);
        var signed = new Cursor<CheckpointRow>(store, (s, last) => Checkpoints.FollowingAsync(s, last?.Size ?? long.MinValue, Page), cancellation);
        var cover = new JournalCover(store, state.Watermark, cancellation);
        while (tree.Size < state.Size)
        {
            var fault = await CheckRowAsync(await rows.NextAsync(), state, cover) ?? await CheckHashesAsync(cancellation) ?? await CheckCheckpointsAsync(signed);
            if (fault is not null)
            {
                return fault;
            }

            if (tree.Size % BetweenProgress == 0)
            {
                progress(tree.Size, state.Size);
            }
        }

        return await cover.EndAsync();
    }

    private async ValueTask<LogFault?> CheckRowAsync(SealedRow? row, LogState state, JournalCover cover)
    {
        var position = tree.Size;
        if (row is null || row.Position != position)
        {
            return LogFault.Position(position, "there is no such position, though there are later ones");
        }

        if (row.IsTwice)
        {
            return LogFault.Position(position, "it stands in the log twice");
        }

        if (row.Bytes is null)
        {
            return LogFault.Position(position, $"its journal row {row.JournalId} is missing");
        }

        if (row.JournalId > state.Watermark && position < state.ScanFrom)
        {
            return LogFault.Position(position, $"its journal row {row.JournalId} lies beyond what the sealer has passed");
        }

        if (!IsEntry(row.Bytes))
        {
            return LogFault.Position(position, $"the bytes of journal row {row.JournalId} are no journal entry");
        }

        highestId = Math.Max(highestId, row.JournalId);
        complete.Clear();
        tree.Append(LogHash.Entry(row.JournalId, row.Bytes), (subtree, hash) => complete.Add((subtree, hash)));
        return await cover.AddAsync(position, row.JournalId);
    }

    private async ValueTask<LogFault?> CheckHashesAsync(CancellationToken cancellation)
    {
        foreach (var (subtree, hash) in complete.Where(c => c.Subtree.Height % LogTiles.Span == 0))
        {
            var level = subtree.Height / LogTiles.Span;
            if (!tiles.TryGetValue(level, out var cursor))
            {
                tiles[level] = cursor = new TileCursor(new Cursor<TileRow>(store, (s, last) => LogTiles.FollowingAsync(s, level, last?.Start ?? long.MinValue), cancellation));
            }

            if (!await cursor.IsNextAsync(hash))
            {
                return level == 0
                    ? LogFault.Position(subtree.Number, "its journal row is not the one that was sealed")
                    : LogFault.Position(subtree.Number << subtree.Height, string.Create(CultureInfo.InvariantCulture, $"the hash over {1L << subtree.Height} positions from here on is not the one that was stored"));
            }
        }

        return null;
    }

    private async ValueTask<LogFault?> CheckCheckpointsAsync(Cursor<CheckpointRow> signed)
    {
        while (keptInOrder.TryPeek(out var outside) && outside.Size == tree.Size)
        {
            keptInOrder.Dequeue();
            if (!tree.Root().AsSpan().SequenceEqual(outside.Root))
            {
                return LogFault.Checkpoint(outside.Size, "the one that was kept elsewhere has another root; a row before it was changed");
            }
        }

        while (await signed.PeekAsync() is { } row && row.Size <= tree.Size)
        {
            await signed.NextAsync();
            if (Check(row) is { } fault)
            {
                return fault;
            }

            (previousCheckpoint, verifiedCheckpoints) = (row.Size, verifiedCheckpoints + 1);
        }

        return null;
    }

    private LogFault? Check(CheckpointRow row)
    {
        var refusal = checkpoints.Encode(row) is { } bytes ? LogCheckpoint.Verify(bytes, keys, out _) : CheckpointRefusal.Values;
        if (refusal != CheckpointRefusal.None)
        {
            return LogFault.Checkpoint(row.Size, $"it does not verify: {refusal}");
        }

        if (row.Previous != previousCheckpoint)
        {
            return LogFault.Checkpoint(row.Size, $"it follows checkpoint {row.Previous}, which is not the one before it: {previousCheckpoint}");
        }

        return tree.Root().AsSpan().SequenceEqual(row.Root)
            ? null
            : LogFault.Checkpoint(row.Size, $"the stored rows have another root; a row from position {previousCheckpoint} to {row.Size - 1} was changed together with its hash");
    }

    private LogFault? CheckEnd(LogState state, LogBounds bounds)
    {
        if (keptInOrder.TryPeek(out var outside))
        {
            return LogFault.Checkpoint(outside.Size, $"the one that was kept elsewhere is larger than the log, which ends before position {tree.Size}");
        }

        if (verifiedCheckpoints != bounds.Checkpoints)
        {
            return LogFault.Checkpoint(bounds.LastCheckpoint, $"there are {bounds.Checkpoints} checkpoints up to here, {verifiedCheckpoints} of them in order");
        }

        if (tiles.Values.Sum(t => t.Rows) != bounds.Tiles)
        {
            return LogFault.Position(tree.Size, $"there are hashes of no position: {bounds.Tiles} rows of them where {tiles.Values.Sum(t => t.Rows)} belong");
        }

        return state.Watermark <= highestId ? null : LogFault.Row(state.Watermark, "the sealer has passed it, and no row so high is sealed");
    }

    /// <summary>Whether the bytes are an entry, and the only way to write it.</summary>
    private static bool IsEntry(byte[] bytes)
    {
        try
        {
            return JournalCodec.Encode(JournalCodec.Decode(bytes)).AsSpan().SequenceEqual(bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }
}
