using TrainingVoucher.Log;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>The stored hashes of the tree; see the table <c>log_tile</c>. Every hash over complete subtrees comes out of one tile of up to 256.</summary>
internal sealed class LogTiles(Session session)
{
    public const int Width = 256;

    /// <summary>The levels of the tree between one level of tiles and the next: 2^8 = 256.</summary>
    public const int Span = 8;

    private const string Tile = """
        SELECT start, hashes
        FROM log_tile
        WHERE level = @level AND start >= @from AND start < @end
        ORDER BY start
        """;

    private const string Following = """
        SELECT start, hashes
        FROM log_tile
        WHERE level = @level AND start > @after
        ORDER BY start
        LIMIT 64
        """;

    private const string Append = "INSERT INTO log_tile (level, start, hashes) VALUES (@Level, @Start, @Hashes)";

    private readonly Dictionary<(int Level, long Tile), byte[]> read = [];

    /// <summary>The edge of the tree of that size.</summary>
    public async Task<TreeEdge> EdgeAsync(long size)
    {
        var hashes = new List<byte[]>();
        foreach (var subtree in LeafRange.Whole(size).Subtrees())
        {
            hashes.Add(await HashAsync(subtree));
        }

        return new TreeEdge(size, hashes);
    }

    public async Task<byte[]> HashAsync(LeafRange range)
    {
        var hashes = new List<byte[]>();
        foreach (var subtree in range.Subtrees())
        {
            hashes.Add(await HashAsync(subtree));
        }

        return TreeEdge.Join(hashes);
    }

    /// <summary>Adds the hashes of subtrees that are complete now; those of one level are neighbours, in order.</summary>
    public static async Task AppendAsync(Session session, IEnumerable<(Subtree Subtree, byte[] Hash)> complete)
    {
        foreach (var tile in complete.Where(c => c.Subtree.Height % Span == 0).GroupBy(c => (Level: c.Subtree.Height / Span, Tile: c.Subtree.Number / Width)))
        {
            await session.RequireAsync(Append, new { tile.Key.Level, Start = tile.First().Subtree.Number, Hashes = tile.SelectMany(c => c.Hash).ToArray() });
        }
    }

    public static Task<IReadOnlyList<TileRow>> FollowingAsync(Session session, int level, long after) =>
        session.QueryAsync<TileRow>(Following, new { level, after });

    private async Task<byte[]> HashAsync(Subtree subtree)
    {
        var (level, within) = (subtree.Height / Span, subtree.Height % Span);
        var (first, count) = (subtree.Number << within, 1 << within);
        var hashes = await TileAsync(level, first / Width);
        var from = (int)(first % Width) * LogHash.Length;
        return hashes.Length >= from + (count * LogHash.Length)
            ? TreeEdge.Fold(hashes.AsSpan(from, count * LogHash.Length))
            : throw new InvalidDataException($"The log lacks hashes: level {level}, {first}. Run verify-log.");
    }

    private async Task<byte[]> TileAsync(int level, long tile)
    {
        if (!read.TryGetValue((level, tile), out var hashes))
        {
            var rows = await session.QueryAsync<TileRow>(Tile, new { level, from = tile * Width, end = (tile + 1) * Width });
            read[(level, tile)] = hashes = [.. rows.SelectMany(row => row.Hashes)];
        }

        return hashes;
    }
}

/// <summary>A row of the table <c>log_tile</c>.</summary>
internal sealed record TileRow
{
    public long Start { get; init; }

    public byte[] Hashes { get; init; } = [];
}
