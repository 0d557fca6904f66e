using System.Numerics;

namespace TrainingVoucher.Server.Sealing;

/// <summary>A complete subtree: 2^height leaves from number × 2^height on.</summary>
internal readonly record struct Subtree(int Height, long Number);

/// <summary>The leaves of one node of the tree. What is not a complete subtree is the right edge: complete ones, each smaller than the one before.</summary>
internal readonly record struct LeafRange(long Start, long End)
{
    public static LeafRange Whole(long size) => new(0, size);

    public IReadOnlyList<Subtree> Subtrees()
    {
        var (subtrees, at) = (new List<Subtree>(), Start);
        while (at < End)
        {
            var height = BitOperations.Log2((ulong)(End - at));
            subtrees.Add(new Subtree(height, at >> height));
            at += 1L << height;
        }

        return subtrees;
    }

    /// <summary>The nodes of PATH(position, D[0:size]), RFC 6962 section 2.1.1, the lowest first.</summary>
    public static IReadOnlyList<LeafRange> Inclusion(long position, long size)
    {
        var (path, range) = (new List<LeafRange>(), Whole(size));
        while (range.End - range.Start > 1)
        {
            var (left, right) = range.Split();
            path.Add(position < left.End ? right : left);
            range = position < left.End ? left : right;
        }

        path.Reverse();
        return path;
    }

    /// <summary>The nodes of PROOF(from, D[0:size]), RFC 6962 section 2.1.2.</summary>
    public static IReadOnlyList<LeafRange> Consistency(long from, long size)
    {
        var (path, range) = (new List<LeafRange>(), Whole(size));
        while (range.End != from)
        {
            var (left, right) = range.Split();
            path.Add(from <= left.End ? right : left);
            range = from <= left.End ? left : right;
        }

        if (range.Start > 0)
        {
            path.Add(range);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Parts a range at the largest power of two below its length.</summary>
    private (LeafRange Left, LeafRange Right) Split()
    {
        var middle = Start + (1L << BitOperations.Log2((ulong)(End - Start - 1)));
        return (new LeafRange(Start, middle), new LeafRange(middle, End));
    }
}
