using TrainingVoucher.Log;

namespace TrainingVoucher.Server.Sealing;

/// <summary>The right edge of a growing tree: the complete subtrees it consists of. All that is needed to append leaves and to know the root.</summary>
internal sealed class TreeEdge
{
    private readonly List<byte[]> subtrees;

    public TreeEdge()
        : this(0, [])
    {
    }

    /// <summary>The edge of a tree of that size, from the hashes of <see cref="LeafRange.Subtrees"/>.</summary>
    public TreeEdge(long size, IEnumerable<byte[]> hashes) => (Size, subtrees) = (size, [.. hashes]);

    public long Size { get; private set; }

    /// <summary>Appends a leaf and hands over each subtree that it completes, the leaf itself first.</summary>
    public void Append(byte[] leaf, Action<Subtree, byte[]> complete)
    {
        complete(new Subtree(0, Size), leaf);
        var (hash, height) = (leaf, 0);
        for (; (Size >> height & 1) == 1; height++)
        {
            hash = LogHash.Node(subtrees[^1], hash);
            subtrees.RemoveAt(subtrees.Count - 1);
            complete(new Subtree(height + 1, Size >> (height + 1)), hash);
        }

        subtrees.Add(hash);
        Size++;
    }

    public byte[] Root() => Join(subtrees);

    /// <summary>The hash over subtrees that stand side by side, each smaller than the one before.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> hashes)
    {
        if (hashes.Count == 0)
        {
            return LogHash.Empty();
        }

        var hash = hashes[^1];
        for (var i = hashes.Count - 2; i >= 0; i--)
        {
            hash = LogHash.Node(hashes[i], hash);
        }

        return hash;
    }

    /// <summary>The hash of a complete subtree from those of its leaves, a power of two of them.</summary>
    public static byte[] Fold(ReadOnlySpan<byte> hashes) => hashes.Length == LogHash.Length
        ? hashes.ToArray()
        : LogHash.Node(Fold(hashes[..(hashes.Length / 2)]), Fold(hashes[(hashes.Length / 2)..]));
}
