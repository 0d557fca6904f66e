using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

public class IdNumbersTests
{
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("11010519491231002x")]
    [InlineData("身份证：11010519491231002X。")]
    [InlineData("110105 19491231 002X")]
    [InlineData("110105-19491231-002X")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("440524188001010014 11010519491231002X")]
    public void StandIn_ATextWithANumber_IsSeen(string text) => Assert.True(IdNumbers.StandIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("11010519491231002")]
    [InlineData("110105194912310021")]
    [InlineData("11010519491331002X")]
    [InlineData("911010519491231002X")]
    [InlineData("A11010519491231002X")]
    [InlineData("440524188001010014")]
    [InlineData("33010220260901001X")]
    [InlineData("国库〔2026〕330106202609010012号")]
    public void StandIn_ATextWithoutOne_IsNotTakenForIt(string text) => Assert.False(IdNumbers.StandIn(text));
}
