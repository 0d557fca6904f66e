using TrainingVoucher.Log;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>Goes through a table page by page, each page a transaction of its own; what is read does not change.</summary>
internal sealed class Cursor<T>(IStore store, Func<Session, T?, Task<IReadOnlyList<T>>> follow, CancellationToken cancellation)
    where T : class
{
    private IReadOnlyList<T> page = [];
    private int next;
    private bool isOver;
    private T? last;

    /// <summary>The item to come, which stays where it is; nothing at the end.</summary>
    public async ValueTask<T?> PeekAsync()
    {
        if (next == page.Count && !isOver)
        {
            (page, next) = (await store.ReadAsync(session => follow(session, last), cancellation), 0);
            isOver = page.Count == 0;
        }

        return isOver ? null : page[next];
    }

    public async ValueTask<T?> NextAsync()
    {
        last = await PeekAsync() ?? last;
        return isOver ? null : page[next++];
    }
}

/// <summary>The stored hashes of one level of tiles, in order.</summary>
internal sealed class TileCursor(Cursor<TileRow> rows)
{
    private TileRow? row;
    private long expected;

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether the next stored hash is this one. Rows follow each other without a gap and never go across a tile.</summary>
    public async ValueTask<bool> IsNextAsync(byte[] hash)
    {
        if (row is null || expected == row.Start + (row.Hashes.Length / LogHash.Length))
        {
            row = await rows.NextAsync();
            Rows++;
            if (row is null || row.Start != expected || !IsWhole(row))
            {
                return false;
            }
        }

        var at = (int)(expected - row.Start) * LogHash.Length;
        expected++;
        return row.Hashes.AsSpan(at, LogHash.Length).SequenceEqual(hash);
    }

    private static bool IsWhole(TileRow row) =>
        row.Hashes.Length > 0 && row.Hashes.Length % LogHash.Length == 0
        && row.Start / LogTiles.Width == (row.Start + (row.Hashes.Length / LogHash.Length) - 1) / LogTiles.Width;
}
