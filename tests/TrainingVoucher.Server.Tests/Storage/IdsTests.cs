using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class IdsTests
{
    [Theory]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    [InlineData(0x0123_4567_89AB_CDEF)]
    public void Ids_ShownAndRead_AreTheSame(long id) => Assert.Equal(id, Ids.Read("vou", Ids.Show("vou", id)));

    [Fact]
    public void NewAt_OneMinute_LiesBetweenTheMinutesBesideIt()
    {
        var minute = DateTimeOffset.UnixEpoch.AddMinutes((7 * 65_536) + 100);
        var ids = Enumerable.Range(0, 1000).Select(i => Ids.NewAt(minute.AddSeconds(i % 60))).ToList();

        Assert.Equal(1000, ids.Distinct().Count());
        Assert.True(Ids.NewAt(minute.AddSeconds(-1)) < ids.Min());
        Assert.True(Ids.NewAt(minute.AddSeconds(60)) > ids.Max());
        Assert.True(ids.Select(Ids.BucketOf).Distinct().Count() > 200);
    }

    [Fact]
    public void At_EveryMinute_IsAnId()
    {
        Assert.Equal(long.MaxValue, Ids.At(DateTimeOffset.UnixEpoch.AddMinutes(65_535), -1));
        Assert.Equal(1, Ids.At(DateTimeOffset.UnixEpoch.AddMinutes(65_536), 1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bat_000000000000")]
    [InlineData("bat_00000000000001")]
    [InlineData("bat_000000000000U")]
    [InlineData("bat_zzzzzzzzzzzzz")]
    [InlineData("sch_0000000000001")]
    [InlineData("bat-0000000000001")]
    public void Ids_OfAnotherKindOrForm_AreNothing(string? text) => Assert.Equal(0, Ids.Read("bat", text));
}
