using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Sealing;

public sealed class SealedRunsTests
{
    [Fact]
    public void Of_Neighbours_AreOneRun() =>
        Assert.Equal([Run(10, 3, 3), Run(13, 7, 1), Run(14, 9, 2)], SealedRuns.Of(10, [3, 4, 5, 7, 9, 10]));

    [Fact]
    public void Of_NoRows_IsNoRun() => Assert.Empty(SealedRuns.Of(10, []));

    [Fact]
    public void Gaps_NothingSealedAboveTheWatermark_IsOneThatIsOpen() =>
        Assert.Equal([new IdGap(5, long.MaxValue)], SealedRuns.Gaps(5, [Run(0, 1, 5)]));

    /// <summary>Rows 1 to 5, 8 and 9 and then, later, 6 and 12 were sealed; the watermark is 4.</summary>
    [Fact]
    public void Gaps_BetweenRunsInAnyOrder_AreThoseOfTheirIds() =>
        Assert.Equal([new IdGap(6, 8), new IdGap(9, 12), new IdGap(12, long.MaxValue)], SealedRuns.Gaps(4, [Run(0, 1, 5), Run(5, 8, 2), Run(7, 6, 1), Run(8, 12, 1)]));

    [Theory]
    [InlineData(0, 6, 0)]
    [InlineData(2, 4, 2)]
    [InlineData(4, 2, 4)]
    [InlineData(8, 1, 5)]
    [InlineData(9, 0, 6)]
    public void ScanFromAndAbove_Watermark_CountFromTheFirstRowAboveIt(long watermark, long above, long scanFrom)
    {
        SealedRun[] runs = [Run(0, 1, 4), Run(4, 8, 2)];

        Assert.Equal(above, SealedRuns.Above(watermark, runs));
        Assert.Equal(scanFrom, SealedRuns.ScanFrom(watermark, runs, 6));
    }

    [Fact]
    public void ScanFrom_AHigherRowBeforeALowerOne_IsThePositionOfTheHigherOne() =>
        Assert.Equal(1, SealedRuns.ScanFrom(5, [Run(0, 1, 1), Run(1, 9, 1), Run(2, 5, 1), Run(3, 7, 1)], 4));

    private static SealedRun Run(long position, long journalId, long length) => new() { Position = position, JournalId = journalId, Length = length };
}
