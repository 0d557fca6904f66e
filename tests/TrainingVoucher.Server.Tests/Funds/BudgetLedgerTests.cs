using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Funds;

public class BudgetLedgerTests
{
    [Fact]
    public async Task Move_MoreThanTheBalanceHas_WritesNothing()
    {
        await using var s = await Scenario.StartAsync(budgetFen: 1_000);
        var (line, now) = (Ids.Read("bud", s.Line.Id), s.Server.Time.GetUtcNow());
        Task<bool> MoveAsync(Balance from, Balance to, long fen) => s.Server.Store.ChangeAsync(
            session => session.MoveAsync(line, new Movement(from, to, fen), "test", "test", now), CancellationToken.None);

        Assert.False(await MoveAsync(Balance.Available, Balance.Reserved, 1_001));
        Assert.True(await MoveAsync(Balance.Available, Balance.Reserved, 1_000));
        Assert.False(await MoveAsync(Balance.Available, Balance.Reserved, 1));

        var after = await s.ReadLineAsync();
        Assert.Equal((1_000, 0, 1_000), (after.AppropriatedFen, after.AvailableFen, after.ReservedFen));
        Assert.Equal(2, (await s.Maker.ListPostingsAsync(s.Line.Id)).Items.Count);
    }
}
