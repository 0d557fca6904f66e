using TrainingVoucher.Server.Sealing;

namespace TrainingVoucher.Server.Tests.Sealing;

public sealed class HorizonTests
{
    [Fact]
    public void Pass_NobodyElseOpen_IsWhatWasSeen() => Assert.Equal(17, new Horizon().Pass(17, own: 100, oldest: 100));

    [Fact]
    public void Pass_OneWriter_IsAlwaysWhatWasSeen() => Assert.Equal(17, new Horizon().Pass(17, own: 0, oldest: 0));

    [Fact]
    public void Pass_OlderOneOpen_WaitsForAllThatWereOpenThen()
    {
        var horizon = new Horizon();

        Assert.Equal(0, horizon.Pass(10, own: 100, oldest: 90));
        Assert.Equal(0, horizon.Pass(20, own: 110, oldest: 99));
        Assert.Equal(10, horizon.Pass(30, own: 120, oldest: 100));
        Assert.Equal(0, horizon.Pass(40, own: 130, oldest: 119));
        Assert.Equal(30, horizon.Pass(50, own: 140, oldest: 120));
        Assert.Equal(60, horizon.Pass(60, own: 150, oldest: 150));
    }
}
