using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Sealing;

/// <summary>Checkpoints and proofs for whoever wants to hold the log against them. They are hashes and counts: nothing can be read out of them.</summary>
internal sealed class LogProofs(Checkpoints checkpoints)
{
    public static Fields Validate(CheckpointQuery q) => new Fields().Range(q.Size, "size", 1, long.MaxValue);

    public static Fields Validate(InclusionQuery q) => new Fields()
        .Range(q.Position, "position", 0, q.Size - 1 ?? long.MaxValue)
        .Range(q.Size, "size", 1, long.MaxValue);

    public static Fields Validate(ConsistencyQuery q) => new Fields()
        .Range(q.From, "from", 1, q.Size ?? long.MaxValue)
        .Range(q.Size, "size", 1, long.MaxValue);

    public async Task<Outcome<CheckpointDocument>> CheckpointAsync(CallContext c, CheckpointQuery q)
    {
        var row = q.Size is { } size ? await Checkpoints.OfSizeAsync(c.Session, size) : await Checkpoints.LatestAsync(c.Session);
        return row is not null && checkpoints.Encode(row) is { } bytes
            ? new CheckpointDocument { Size = row.Size, Checkpoint = Convert.ToBase64String(bytes) }
            : ErrorCodes.NotFound;
    }

    public static async Task<Outcome<InclusionProof>> InclusionAsync(CallContext c, InclusionQuery q)
    {
        var (signed, tiles) = (await SignedAsync(c), new LogTiles(c.Session));
        var size = q.Size ?? signed;
        return size > signed || q.Position >= size
            ? ErrorCodes.NotFound
            : new InclusionProof
            {
                Position = q.Position,
                Size = size,
                Leaf = Convert.ToBase64String(await tiles.HashAsync(new LeafRange(q.Position, q.Position + 1))),
                Hashes = await HashesAsync(tiles, LeafRange.Inclusion(q.Position, size)),
            };
    }

    public static async Task<Outcome<ConsistencyProof>> ConsistencyAsync(CallContext c, ConsistencyQuery q)
    {
        var signed = await SignedAsync(c);
        var size = q.Size ?? signed;
        return size > signed || q.From > size
            ? ErrorCodes.NotFound
            : new ConsistencyProof { From = q.From, Size = size, Hashes = await HashesAsync(new LogTiles(c.Session), LeafRange.Consistency(q.From, size)) };
    }

    /// <summary>How far the log is signed: no proof goes further.</summary>
    private static async Task<long> SignedAsync(CallContext c) => (await LogPositions.StateAsync(c.Session)).Checkpoint;

    private static async Task<IReadOnlyList<string>> HashesAsync(LogTiles tiles, IReadOnlyList<LeafRange> nodes)
    {
        var hashes = new List<string>();
        foreach (var node in nodes)
        {
            hashes.Add(Convert.ToBase64String(await tiles.HashAsync(node)));
        }

        return hashes;
    }
}
