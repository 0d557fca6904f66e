using FsCheck;
using FsCheck.Fluent;
using TrainingVoucher.Log;
using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Sealing;

/// <summary>Trees that the server builds against the definition of RFC 6962, and its proofs against the verifier of the SDK.</summary>
public sealed class TreeTests
{
    private const int Largest = 300;

    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, Largest).Select(i => LogHash.Entry(i, [(byte)i]))];

    [Fact]
    public void Edge_OfEverySize_HasTheDefinedRoot_AndCompletesEverySubtreeOnce()
    {
        var (tree, complete) = (new TreeEdge(), new Dictionary<Subtree, byte[]>());
        Assert.Equal(LogHash.Empty(), tree.Root());
        for (var size = 1; size <= Largest; size++)
        {
            tree.Append(Leaves[size - 1], complete.Add);

            Assert.Equal(Root(0, size), tree.Root());
            Assert.Equal(size, tree.Size);
            Assert.Equal(tree.Root(), new TreeEdge(size, LeafRange.Whole(size).Subtrees().Select(s => complete[s])).Root());
        }

        Assert.Equal(Enumerable.Range(0, 9).Sum(height => Largest >> height), complete.Count);
        Assert.All(complete, c => Assert.Equal(Root((int)(c.Key.Number << c.Key.Height), (int)((c.Key.Number + 1) << c.Key.Height)), c.Value));
    }

    [Fact]
    public void Inclusion_OfEveryPositionInEverySize_Verifies()
    {
        for (var size = 1; size <= Largest; size += size < 70 ? 1 : 23)
        {
            for (var position = 0; position < size; position++)
            {
                var proof = Hashes(LeafRange.Inclusion(position, size));
                Assert.True(LogProof.IsIncluded(Leaves[position], position, size, Root(0, size), proof), $"{position} of {size}");
            }
        }
    }

    [Fact]
    public void Consistency_OfEveryTwoSizes_Verifies()
    {
        for (var size = 1; size <= Largest; size += size < 70 ? 1 : 23)
        {
            for (var from = 1; from <= size; from++)
            {
                var proof = Hashes(LeafRange.Consistency(from, size));
                Assert.True(LogProof.IsConsistent(from, Root(0, from), size, Root(0, size), proof), $"{from} to {size}");
            }
        }
    }

    [Fact]
    public void Proofs_OfHugeTrees_AreShortAndWithinThem() => Check.QuickThrowOnFailure(Prop.ForAll<ulong, ulong>((a, b) =>
    {
        var size = (long)((a % (1UL << 60)) + 1);
        var position = (long)(b % (ulong)size);
        IReadOnlyList<LeafRange> nodes = [.. LeafRange.Inclusion(position, size), .. LeafRange.Consistency(position + 1, size)];
        return nodes.Count <= 122 && nodes.All(n => n.Start >= 0 && n.Start < n.End && n.End <= size)
            && LeafRange.Inclusion(position, size).Sum(n => n.End - n.Start) == size - 1;
    }));

    [Fact]
    public void Fold_OfLeaves_IsTheRootOfTheirTree()
    {
        foreach (var count in (int[])[1, 2, 4, 64, 128])
        {
            Assert.Equal(Root(128, 128 + count), TreeEdge.Fold(Leaves[128..(128 + count)].SelectMany(h => h).ToArray()));
        }
    }

    private static byte[][] Hashes(IReadOnlyList<LeafRange> nodes) => [.. nodes.Select(n => Root((int)n.Start, (int)n.End))];

    /// <summary>MTH of RFC 6962, section 2.1, as it stands there.</summary>
    private static byte[] Root(int start, int end)
    {
        if (end - start == 1)
        {
            return Leaves[start];
        }

        var k = 1;
        while (k * 2 < end - start)
        {
            k *= 2;
        }

        return LogHash.Node(Root(start, start + k), Root(start + k, end));
    }
}
