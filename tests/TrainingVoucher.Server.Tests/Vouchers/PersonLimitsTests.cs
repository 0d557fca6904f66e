using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class PersonLimitsTests
{
    [Fact]
    public async Task Change_AtTheBound_IsRefusedUntilOneIsFree()
    {
        await using var s = await Scenario.StartAsync();
        var definition = Scenario.FaceValue() with { LimitPerPerson = 2, Group = "skills", GroupLimit = 1 };
        await s.ClaimAsync(await s.ReleaseAsync(definition, 1), 1);

        await s.Server.Store.ChangeAsync(
            async session =>
            {
                var voucher = (await session.QueryAsync<VoucherRow>($"SELECT {VoucherStore.Columns} FROM voucher t")).Single();
                var scheme = (await SchemeStore.FindAsync(session, voucher.SchemeId))!;
                Task<ErrorCode?> Change(int schemeCount, int unused) => PersonLimits.ChangeAsync(session, voucher.PersonId, scheme, schemeCount, unused);
                Assert.Equal(ErrorCodes.UnusedInGroup, await Change(0, 1));
                Assert.Null(await Change(1, 0));
                Assert.Equal(ErrorCodes.LimitReached, await Change(1, 0));
                Assert.Null(await Change(-1, -1));
                Assert.Null(await Change(1, 1));
                return 0;
            },
            CancellationToken.None);
    }
}
