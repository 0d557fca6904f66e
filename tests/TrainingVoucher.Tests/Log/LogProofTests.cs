using TrainingVoucher.Log;

namespace TrainingVoucher.Tests.Log;

/// <summary>Vectors of the eight leaves that implementations of Certificate Transparency share.</summary>
public sealed class LogProofTests
{
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    /// <summary>The roots of the trees of the first 1 to 8 leaves.</summary>
    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private const string A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private const string D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private const string F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

    public static TheoryData<long, long, string[]> Inclusions => new()
    {
        { 0, 1, [] },
        { 0, 8, [A, B, C] },
        { 5, 8, [D, E, Roots[3]] },
        { 2, 3, [Roots[1]] },
        { 1, 5, [Roots[0], B, D] },
    };

    public static TheoryData<long, long, string[]> Consistencies => new()
    {
        { 1, 1, [] },
        { 1, 8, [A, B, C] },
        { 6, 8, [F, E, Roots[3]] },
        { 2, 5, [B, D] },
    };

    [Fact]
    public void Hashes_OfTheEightLeaves_AreTheKnownOnes()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(LogHash.Empty()));
        Assert.Equal(Roots[0], Convert.ToHexStringLower(LogHash.Leaf([])));
        Assert.Equal(Roots[1], Convert.ToHexStringLower(LogHash.Node(Leaf(0), Leaf(1))));
        Assert.Equal(Roots[3], Convert.ToHexStringLower(LogHash.Node(LogHash.Node(Leaf(0), Leaf(1)), LogHash.Node(Leaf(2), Leaf(3)))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_015)]
    [InlineData(1_016)]
    [InlineData(1_024)]
    [InlineData(5_000)]
    public void Entry_OfAnyLength_IsTheLeafOfIdAndBytes(int length)
    {
        var row = new byte[length];
        row.AsSpan().Fill(7);

        Assert.Equal(LogHash.Leaf([1, 2, 3, 4, 5, 6, 7, 8, .. row]), LogHash.Entry(0x0102030405060708, row));
    }

    [Theory]
    [MemberData(nameof(Inclusions))]
    public void Inclusion_KnownProof_Holds_AndAnyOtherDoesNot(long position, long size, string[] hashes)
    {
        var (proof, root, leaf) = (Bytes(hashes), Bytes(Roots)[size - 1], Leaf((int)position));

        Assert.True(LogProof.IsIncluded(leaf, position, size, root, proof));
        for (var other = -1L; other <= size; other++)
        {
            Assert.Equal(other == position, LogProof.IsIncluded(leaf, other, size, root, proof));
        }

        Assert.False(LogProof.IsIncluded(LogHash.Leaf([9]), position, size, root, proof));
        Assert.False(LogProof.IsIncluded(leaf, position, size, LogHash.Empty(), proof));
        Assert.False(LogProof.IsIncluded(leaf, position, size, root, [.. proof, root]));
        Assert.False(LogProof.IsIncluded(leaf.AsSpan(1), position, size, root, proof));
        Assert.False(LogProof.IsIncluded(leaf, position, size, root.AsSpan(1), proof));
        AssertEveryChangeFails(proof, changed => LogProof.IsIncluded(leaf, position, size, root, changed));
    }

    [Theory]
    [MemberData(nameof(Consistencies))]
    public void Consistency_KnownProof_Holds_AndAnyOtherDoesNot(long from, long size, string[] hashes)
    {
        var (proof, older, newer) = (Bytes(hashes), Bytes(Roots)[from - 1], Bytes(Roots)[size - 1]);

        Assert.True(LogProof.IsConsistent(from, older, size, newer, proof));
        Assert.False(LogProof.IsConsistent(from, LogHash.Empty(), size, newer, proof));
        Assert.False(LogProof.IsConsistent(from, older, size, LogHash.Empty(), proof));
        Assert.False(LogProof.IsConsistent(0, LogHash.Empty(), size, newer, proof));
        Assert.False(LogProof.IsConsistent(size + 1, older, size, newer, proof));
        Assert.False(LogProof.IsConsistent(from, older, size, newer, [.. proof, newer]));
        Assert.False(LogProof.IsConsistent(from, older.AsSpan(1), size, newer, proof));
        AssertEveryChangeFails(proof, changed => LogProof.IsConsistent(from, older, size, newer, changed));
    }

    private static void AssertEveryChangeFails(byte[][] proof, Func<IReadOnlyList<byte[]>, bool> holds)
    {
        for (var i = 0; i < proof.Length; i++)
        {
            byte[] flipped = [.. proof[i]];
            flipped[i] ^= 1;
            Assert.False(holds([.. proof[..i], flipped, .. proof[(i + 1)..]]));
            Assert.False(holds([.. proof[..i], .. proof[(i + 1)..]]));
            Assert.False(holds([.. proof[..i], proof[i][1..], .. proof[(i + 1)..]]));
        }
    }

    private static byte[] Leaf(int position) => LogHash.Leaf(Convert.FromHexString(Leaves[position]));

    private static byte[][] Bytes(string[] hashes) => [.. hashes.Select(Convert.FromHexString)];
}
