using System.Security.Cryptography;

namespace TrainingVoucher.Log;

/// <summary>Checks proofs about the sealed log as RFC 9162 does, sections 2.1.3.2 and 2.1.4.2. Bad input is an answer, never an exception.</summary>
public static class LogProof
{
    /// <summary>Whether a leaf stands at a position of the tree that has this root.</summary>
    /// <param name="leaf">The hash of the leaf; see <see cref="LogHash.Entry"/>.</param>
    /// <param name="position">The position, counted from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="root">Its root, from a checkpoint that was verified.</param>
    /// <param name="proof">The hashes of the inclusion proof, the lowest first.</param>
    public static bool IsIncluded(ReadOnlySpan<byte> leaf, long position, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (position < 0 || position >= size || leaf.Length != LogHash.Length || !AreHashes(proof))
        {
            return false;
        }

        var (node, last, hash) = (position, size - 1, leaf.ToArray());
        foreach (var next in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsOdd(node) || node == last)
            {
                hash = LogHash.Node(next, hash);
                Climb(ref node, ref last);
            }
            else
            {
                hash = LogHash.Node(hash, next);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    /// <summary>Whether the tree of one root is the beginning of the tree of the other: nothing changed, nothing removed.</summary>
    /// <param name="from">How many leaves the smaller tree has; at least 1.</param>
    /// <param name="fromRoot">Its root.</param>
    /// <param name="size">How many leaves the larger tree has.</param>
    /// <param name="root">Its root.</param>
    /// <param name="proof">The hashes of the consistency proof, in the order of RFC 9162; none when both sizes are the same.</param>
    public static bool IsConsistent(long from, ReadOnlySpan<byte> fromRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (from < 1 || from > size || fromRoot.Length != LogHash.Length || !AreHashes(proof))
        {
            return false;
        }

        if (from == size)
        {
            return proof.Count == 0 && CryptographicOperations.FixedTimeEquals(fromRoot, root);
        }

        IReadOnlyList<byte[]> path = long.IsPow2(from) ? [fromRoot.ToArray(), .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }

        var (node, last) = (from - 1, size - 1);
        while (IsOdd(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (older, newer) = (path[0], path[0]);
        foreach (var next in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (IsOdd(node) || node == last)
            {
                (older, newer) = (LogHash.Node(next, older), LogHash.Node(next, newer));
                Climb(ref node, ref last);
            }
            else
            {
                newer = LogHash.Node(newer, next);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && CryptographicOperations.FixedTimeEquals(older, fromRoot) && CryptographicOperations.FixedTimeEquals(newer, root);
    }

    /// <summary>Past the levels on which the node has no sibling to its right.</summary>
    private static void Climb(ref long node, ref long last)
    {
        while (!IsOdd(node) && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }
    }

    private static bool IsOdd(long number) => (number & 1) == 1;

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(hash => hash is { Length: LogHash.Length });
}
