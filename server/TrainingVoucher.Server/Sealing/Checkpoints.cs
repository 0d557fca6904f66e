using TrainingVoucher.Log;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sealing;

/// <summary>A row of the table <c>log_checkpoint</c>.</summary>
internal sealed record CheckpointRow
{
    public long Size { get; init; }

    public byte[] Root { get; init; } = [];

    public long Previous { get; init; }

    public long At { get; init; }

    public long KeyId { get; init; }

    public byte[] Signature { get; init; } = [];
}

/// <summary>The signed checkpoints of the log.</summary>
internal sealed class Checkpoints(ServerKeys keys)
{
    private const string Columns = "SELECT size, root, previous, at, key_id, signature FROM log_checkpoint";

    private const string Latest = $"{Columns} ORDER BY size DESC LIMIT 1";

    private const string OfSize = $"{Columns} WHERE size = @size";

    private const string Following = $"{Columns} WHERE size > @after ORDER BY size LIMIT @limit";

    private const string Insert = "INSERT INTO log_checkpoint (size, root, previous, at, key_id, signature) VALUES (@Size, @Root, @previous, @At, @KeyId, @Signature)";

    public static Task<CheckpointRow?> LatestAsync(Session session) => session.SingleAsync<CheckpointRow>(Latest);

    public static Task<CheckpointRow?> OfSizeAsync(Session session, long size) => session.SingleAsync<CheckpointRow>(OfSize, new { size });

    public static Task<IReadOnlyList<CheckpointRow>> FollowingAsync(Session session, long after, int limit) =>
        session.QueryAsync<CheckpointRow>(Following, new { after, limit });

    /// <summary>Signs the tree as it is now.</summary>
    public Task AddAsync(Session session, TreeEdge tree, long previous, DateTimeOffset now)
    {
        var checkpoint = new LogCheckpoint(keys.Installation, keys.CheckpointKeyId, tree.Size, previous, now, tree.Root());
        var signature = keys.Checkpoint.Sign(LogCheckpoint.SignedBytes(checkpoint.EncodeBody()));
        return session.RequireAsync(Insert, new { checkpoint.Size, checkpoint.Root, previous, At = now.ToUnixTimeMilliseconds(), KeyId = (long)checkpoint.KeyId, Signature = signature });
    }

    /// <summary>The bytes that were signed, and the signature; nothing when the row cannot be a checkpoint.</summary>
    public byte[]? Encode(CheckpointRow row)
    {
        if (row.Root.Length != LogHash.Length || row.KeyId is < 0 or > uint.MaxValue || row.At < 0 || row.At > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var checkpoint = new LogCheckpoint(keys.Installation, (uint)row.KeyId, row.Size, row.Previous, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Root);
        return [.. checkpoint.EncodeBody(), .. row.Signature];
    }
}
