using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Log;

/// <summary>Checks of what the server answers about its sealed log. Bad input is an answer, never an exception.</summary>
public static class LogDocuments
{
    /// <summary>Checks a checkpoint as <see cref="LogCheckpoint.Verify"/> does.</summary>
    /// <param name="document">The server's answer.</param>
    /// <param name="keys">The key set of the installation.</param>
    /// <param name="checkpoint">What it says, when it is accepted.</param>
    public static CheckpointRefusal Verify(this CheckpointDocument document, KeySet keys, out LogCheckpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(document);
        return LogCheckpoint.Verify(Bytes(document.Checkpoint), keys, out checkpoint);
    }

    /// <summary>Whether the proof shows that the checkpoint's log has this journal row at the proof's position.</summary>
    /// <param name="proof">The server's answer.</param>
    /// <param name="checkpoint">A checkpoint that was accepted.</param>
    /// <param name="journalId">The id of the row.</param>
    /// <param name="row">Its bytes.</param>
    public static bool Shows(this InclusionProof proof, LogCheckpoint checkpoint, long journalId, ReadOnlySpan<byte> row)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return proof.Size == checkpoint.Size
            && LogProof.IsIncluded(LogHash.Entry(journalId, row), proof.Position, proof.Size, checkpoint.Root, [.. proof.Hashes.Select(Bytes)]);
    }

    /// <summary>Whether the proof shows that the log of the earlier checkpoint is the beginning of the later one's.</summary>
    /// <param name="proof">The server's answer.</param>
    /// <param name="from">The earlier checkpoint, accepted and kept.</param>
    /// <param name="to">The later checkpoint, accepted.</param>
    public static bool Shows(this ConsistencyProof proof, LogCheckpoint from, LogCheckpoint to)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return proof.From == from.Size && proof.Size == to.Size
            && LogProof.IsConsistent(from.Size, from.Root, to.Size, to.Root, [.. proof.Hashes.Select(Bytes)]);
    }

    /// <summary>The bytes of a base64 text; none when it is something else.</summary>
    private static byte[] Bytes(string text)
    {
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
