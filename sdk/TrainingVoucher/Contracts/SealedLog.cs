namespace TrainingVoucher.Contracts;

/// <summary>Which checkpoint of the sealed log to give.</summary>
public sealed record CheckpointQuery
{
    /// <summary>How many positions it signs; the latest checkpoint when left out.</summary>
    public long? Size { get; init; }
}

/// <summary>A signed checkpoint of the sealed log.</summary>
public sealed record CheckpointDocument
{
    /// <summary>How many positions it signs.</summary>
    public required long Size { get; init; }

    /// <summary>The checkpoint as bytes, base64; see <c>docs/log.md</c>. Only what these bytes say is signed.</summary>
    public required string Checkpoint { get; init; }
}

/// <summary>Which position to prove.</summary>
public sealed record InclusionQuery
{
    /// <summary>The position, counted from 0.</summary>
    public required long Position { get; init; }

    /// <summary>The tree to prove it in, by its number of positions; that of the latest checkpoint when left out.</summary>
    public long? Size { get; init; }
}

/// <summary>The proof that a row stands at a position of the sealed log.</summary>
public sealed record InclusionProof
{
    /// <summary>The position.</summary>
    public required long Position { get; init; }

    /// <summary>The tree, by its number of positions.</summary>
    public required long Size { get; init; }

    /// <summary>The hash of the row, base64.</summary>
    public required string Leaf { get; init; }

    /// <summary>The hashes of the audit path of RFC 6962, section 2.1.1, base64, the lowest first.</summary>
    public required IReadOnlyList<string> Hashes { get; init; }
}

/// <summary>Which two trees to compare.</summary>
public sealed record ConsistencyQuery
{
    /// <summary>The smaller tree, by its number of positions.</summary>
    public required long From { get; init; }

    /// <summary>The larger tree; that of the latest checkpoint when left out.</summary>
    public long? Size { get; init; }
}

/// <summary>The proof that one tree of the sealed log is the beginning of another.</summary>
public sealed record ConsistencyProof
{
    /// <summary>The smaller tree, by its number of positions.</summary>
    public required long From { get; init; }

    /// <summary>The larger tree.</summary>
    public required long Size { get; init; }

    /// <summary>The hashes of the consistency proof of RFC 6962, section 2.1.2, base64, in its order.</summary>
    public required IReadOnlyList<string> Hashes { get; init; }
}

public static partial class Operations
{
    /// <summary>Gives a checkpoint.</summary>
    public static readonly Operation<CheckpointQuery, CheckpointDocument> GetCheckpoint =
        new("GET", "/v1/log/checkpoint", Audience.Public)
        {
            Summary = "Give a signed checkpoint of the sealed log, the latest or that of a size.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Proves a position.</summary>
    public static readonly Operation<InclusionQuery, InclusionProof> GetInclusionProof =
        new("GET", "/v1/log/inclusion", Audience.Public)
        {
            Summary = "Prove which row stands at a position of the sealed log.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Proves that nothing was changed.</summary>
    public static readonly Operation<ConsistencyQuery, ConsistencyProof> GetConsistencyProof =
        new("GET", "/v1/log/consistency", Audience.Public)
        {
            Summary = "Prove that the sealed log of an earlier size is the beginning of a later one.",
            Refusals = [ErrorCodes.NotFound],
        };
}
