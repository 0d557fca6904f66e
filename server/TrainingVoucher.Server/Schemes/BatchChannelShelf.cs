using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>A row of <c>batch_channel</c>: what of a batch a channel may give out, and has.</summary>
internal sealed record BatchChannelRow
{
    public long BatchId { get; init; }

    public long ChannelId { get; init; }

    public int? Quota { get; init; }

    public int Used { get; init; }

    /// <summary>Whether an authority has switched the channel off in the region of the batch.</summary>
    public bool IsOff { get; init; }
}

/// <inheritdoc/>
internal sealed class BatchChannelShelf : Shelf<(long Batch, long Channel), BatchChannelRow>
{
    private const string Find = """
        SELECT t.batch_id, t.channel_id, t.quota, t.used, EXISTS (
            SELECT 1 FROM channel_off o JOIN batch b ON b.id = t.batch_id AND b.region BETWEEN o.from_region AND o.to_region
            WHERE o.channel_id = t.channel_id) AS is_off
        FROM {rows}
        JOIN batch_channel t ON t.batch_id = r.batch AND t.channel_id = r.channel
        ORDER BY t.batch_id, t.channel_id {guard t}
        """;

    private const string Update = """
        UPDATE batch_channel SET used = used + r.taken
        FROM {rows}
        WHERE batch_channel.batch_id = r.batch AND batch_channel.channel_id = r.channel
          AND batch_channel.used + r.taken BETWEEN 0 AND COALESCE(batch_channel.quota, batch_channel.used + r.taken)
          AND batch_channel.used = COALESCE(r.was, batch_channel.used)
        """;

    private readonly HashSet<(long Batch, long Channel)> full = [];

    public override string Table => "batch_channel";

    public override LockOrder Order => LockOrder.BatchChannel;

    public void Change(BatchChannelRow row) => Set((row.BatchId, row.ChannelId), row);

    /// <inheritdoc cref="PlacesShelf.Full"/>
    public void Full(long batch, long channel) => full.Add((batch, channel));

    /// <summary>How many the channel may still give out as far as is known.</summary>
    public int Left(long batch, long channel) => TryGet((batch, channel), out var row) && row is not null ? (row.Quota ?? int.MaxValue) - row.Used : 0;

    protected override void Load(Trip trip, IReadOnlyList<(long Batch, long Channel)> keys) => trip.Query<Key, BatchChannelRow>(
        Find, keys.Select(k => new Key(k.Batch, k.Channel)).ToList(), row => Put((row.BatchId, row.ChannelId), row));

    protected override void Write(Trip trip, IReadOnlyList<Written> changes) => trip.Require(
        Update, changes.Select(c => new Difference(
            c.Row.BatchId, c.Row.ChannelId, c.Row.Used - c.Was!.Used, full.Contains((c.Row.BatchId, c.Row.ChannelId)) ? c.Was.Used : null)).ToList());

    private sealed record Key(long Batch, long Channel);

    private sealed record Difference(long Batch, long Channel, int Taken, int? Was);
}
