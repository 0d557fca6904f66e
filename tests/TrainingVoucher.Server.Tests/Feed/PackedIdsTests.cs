using TrainingVoucher.Server.Feed;

namespace TrainingVoucher.Server.Tests.Feed;

public class PackedIdsTests
{
    public static TheoryData<long[]> Lists =>
    [
        [],
        [0],
        [1],
        [63, 64, 65],
        [1, 2, 3, 9, 5, 7, 10],
        [long.MaxValue, 1, long.MaxValue],
        [long.MinValue, -1, 0, long.MaxValue],
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Unpack_WhatWasPacked_GivesTheSame(long[] ids) => Assert.Equal(ids, PackedIds.Unpack(PackedIds.Pack(ids)));

    [Fact]
    public void Pack_Neighbours_TakesOneByteEach() => Assert.Equal(1_001, PackedIds.Pack(Enumerable.Range(100, 1_000).Select(id => (long)id)).Length);

    [Theory]
    [InlineData("80")]
    [InlineData("0280")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void Unpack_Damaged_Throws(string hex) => Assert.Throws<InvalidDataException>(() => PackedIds.Unpack(Convert.FromHexString(hex)));
}
