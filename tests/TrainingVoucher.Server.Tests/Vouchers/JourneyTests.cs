using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class JourneyTests
{
    [Fact]
    public async Task Voucher_ClaimedAndRedeemed_MovesItsMoney()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 10);
        Assert.Equal(500_000, (await s.ReadLineAsync()).ReservedFen);

        var voucher = await s.ClaimAsync(batch, 1);
        Assert.Equal(VoucherState.Claimed, voucher.State);

        var check = await s.School.CheckAsync(new(voucher.Code));
        Assert.True(check.Usable);
        Assert.Null(check.Voucher!.Token);

        var redemption = await s.RedeemAsync(voucher, 1);
        Assert.Equal(VoucherState.Redeemed, redemption.Voucher.State);
        Assert.Null(redemption.Voucher.Token);
        var line = await s.ReadLineAsync();
        Assert.Equal((450_000, 50_000), (line.ReservedFen, line.ObligatedFen));
    }
}
