using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Tests.Signing;

public sealed class ShardIndexTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0xFFFFFF)]
    public void Of_WholeShard_GivesEveryIndexOnce(uint shard)
    {
        var permutation = new ShardIndex(Key);
        var indexes = Enumerable.Range(0, 65_536).Select(n => permutation.Of(shard, n)).ToHashSet();
        Assert.Equal(65_536, indexes.Count);
    }

    [Fact]
    public void Of_NextShardOfTheBatch_UsesTheLowSixteenBits()
    {
        var permutation = new ShardIndex(Key);
        Assert.Equal(permutation.Of(5, 1), permutation.Of(5, 65_537));
    }

    [Fact]
    public void Of_OtherShardOrKey_IsAnotherPermutation()
    {
        ShardIndex one = new(Key), other = new([.. Key.Reverse()]);
        Assert.InRange(Enumerable.Range(0, 4096).Count(n => one.Of(1, n) == one.Of(2, n)), 0, 10);
        Assert.InRange(Enumerable.Range(0, 4096).Count(n => one.Of(1, n) == other.Of(1, n)), 0, 10);
        Assert.InRange(Enumerable.Range(0, 4096).Count(n => one.Of(1, n) == n), 0, 10);
    }
}
