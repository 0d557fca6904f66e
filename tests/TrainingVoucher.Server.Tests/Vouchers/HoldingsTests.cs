using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class HoldingsTests
{
    [Fact]
    public async Task Return_ByAnother_IsUnknownAndChangesNothing()
    {
        await using var s = await Scenario.StartAsync();
        var voucher = await s.ClaimAsync(await s.ReleaseAsync(Scenario.FaceValue(), 1), 1);
        var assertion = await s.AssertAsync(s.Bank, 2, IdentityPurpose.Return, code: voucher.Code);

        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => s.Bank.ReturnAsync(new() { Code = voucher.Code, Assertion = assertion })));
        await s.RedeemAsync(voucher, 1);
    }
}
