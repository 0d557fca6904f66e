using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>The places of a batch: taken by a claim or an assignment, given back when a voucher ends unused. A claim number is never reused.</summary>
internal static class BatchPlaces
{
    private const string Take = "UPDATE batch SET claimed = claimed + 1 WHERE id = @batch AND claimed < quantity";

    private const string GiveBack = "UPDATE batch SET claimed = claimed - 1 WHERE id = @batch RETURNING state = 2";

    private const string Number = "UPDATE batch SET next_claim = next_claim + 1 WHERE id = @batch RETURNING next_claim - 1";

    private const string TakeOfChannel = """
        UPDATE batch_channel SET used = used + 1
        WHERE batch_id = @batch AND channel_id = @channel AND (quota IS NULL OR used < quota)
        """;

    private const string GiveBackToChannel = "UPDATE batch_channel SET used = used - 1 WHERE batch_id = @batch AND channel_id = @channel";

    private const string IsChannel = "SELECT COUNT(*) FROM batch_channel WHERE batch_id = @batch AND channel_id = @channel";

    private const string FindShard = "SELECT shard FROM batch_shard WHERE batch_id = @batch AND position = @position";

    private const string AddShard = """
        INSERT INTO batch_shard (batch_id, position, shard)
        SELECT @batch, @position, COALESCE(MAX(shard), -1) + 1
        FROM batch_shard
        """;

    public static async Task<bool> TakeAsync(Session session, long batch) => await session.ExecuteAsync(Take, new { batch }) == 1;

    /// <summary>Gives a place back; <see langword="false"/> when the batch is closed and the place goes to nobody.</summary>
    public static Task<bool> GiveBackAsync(Session session, long batch) => session.ValueAsync<bool>(GiveBack, new { batch });

    public static async Task<bool> IsChannelAsync(Session session, long batch, long channel) =>
        await session.ValueAsync<long>(IsChannel, new { batch, channel }) == 1;

    public static async Task<bool> TakeOfChannelAsync(Session session, long batch, long channel) =>
        await session.ExecuteAsync(TakeOfChannel, new { batch, channel }) == 1;

    public static Task GiveBackToChannelAsync(Session session, long batch, long channel) =>
        session.RequireAsync(GiveBackToChannel, new { batch, channel });

    /// <summary>The next claim number of the batch, and the status shard it lies in; the list of shards grows as it is needed.</summary>
    public static async Task<(long Number, uint Shard)> NextAsync(Session session, long batch)
    {
        var number = await session.ValueAsync<long>(Number, new { batch });
        var position = number >> 16;
        var shard = await session.OptionalAsync<long>(FindShard, new { batch, position });
        if (shard is null)
        {
            await session.RequireAsync(AddShard, new { batch, position });
            shard = await session.ValueAsync<long>(FindShard, new { batch, position });
        }

        return (number, (uint)shard.Value);
    }
}
