using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Storage;

public sealed class IdsTests
{
    [Theory]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    [InlineData(0x0123_4567_89AB_CDEF)]
    public void Ids_ShownAndRead_AreTheSame(long id) => Assert.Equal(id, Ids.Read("vou", Ids.Show("vou", id)));

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
