using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>
/// Numbers the claims of each batch, which places their vouchers in status shards. A number is never given out twice. Where several changes
/// can be under way at once each process takes a block in a transaction of its own: nobody then waits for a number until somebody else
/// has committed, and those of a block that a process did not need when it ended stay unused.
/// </summary>
internal sealed class ClaimNumbers(IStore store) : IDisposable
{
    private const int ShardBits = 16;
    private const int AtOnce = 1024;
    private const int MostBatches = 1000;

    private const string FindShard = "SELECT shard FROM batch_shard WHERE batch_id = @batch AND position = @position";

    private const string AddShard = """
        INSERT INTO batch_shard (batch_id, position, shard)
        SELECT @batch, @position, COALESCE(MAX(shard), -1) + 1
        FROM batch_shard
        """;

    private readonly Dictionary<long, Block> blocks = [];
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Asks for what the next number takes with the next load.</summary>
    public void Want(Session session, long batch)
    {
        if (!store.RunsChangesAtOnce)
        {
            session.Shelf<ClaimNumberShelf>().Want(batch);
        }
    }

    /// <summary>The next number of a batch and the status shard it lies in; the list of shards grows as it is needed.</summary>
    public async ValueTask<(long Number, uint Shard)> NextAsync(Session session, long batch)
    {
        if (!store.RunsChangesAtOnce)
        {
            var one = await TakeAsync(session, batch, 1);
            return (one.First, one.Shard);
        }

        await turn.WaitAsync();
        try
        {
            if (!blocks.TryGetValue(batch, out var block) || block.Count == 0)
            {
                if (blocks.Count >= MostBatches)
                {
                    blocks.Clear();
                }

                block = await store.ChangeBesideAsync(other => TakeAsync(other, batch, AtOnce), CancellationToken.None);
            }

            blocks[batch] = block with { First = block.First + 1, Count = block.Count - 1 };
            return (block.First, block.Shard);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Takes numbers that lie in one shard, at most so many.</summary>
    private static async Task<Block> TakeAsync(Session session, long batch, int most)
    {
        var shelf = session.Shelf<ClaimNumberShelf>();
        var row = (await shelf.FindAsync(batch))!;
        var position = row.Next >> ShardBits;
        if (row.Shard is null || row.ShardPosition != position)
        {
            row = row with { Shard = await ShardAsync(session, batch, position), ShardPosition = position };
        }

        var count = (int)Math.Min(most, ((position + 1) << ShardBits) - row.Next);
        shelf.Change(row with { Next = row.Next + count });
        return new(row.Next, count, (uint)row.Shard!.Value);
    }

    private static async Task<long> ShardAsync(Session session, long batch, long position)
    {
        if (await session.OptionalAsync<long>(FindShard, new { batch, position }) is { } known)
        {
            return known;
        }

        await session.RequireAsync(AddShard, new { batch, position });
        return await session.ValueAsync<long>(FindShard, new { batch, position });
    }

    private sealed record Block(long First, int Count, uint Shard);
}
