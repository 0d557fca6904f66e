using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Subsidies;

namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>The guards of application rows, one at a time, without the checks that stand before them.</summary>
public class ApplicationStoreTests
{
    [Fact]
    public async Task Update_OfWhatSomebodyElseChangedSince_ChangesNothing()
    {
        await using var s = await Scenario.StartAsync();
        var id = Ids.Read("app", (await s.ApplyAsync(await s.UsedAsync(1))).Id);

        await s.Server.Store.ChangeAsync(
            async session =>
            {
                var (row, lines) = (await ApplicationStore.FindAsync(session, id))!;
                var move = new LineMove(lines[0], lines[0] with { State = LineState.Rejected });
                Assert.True(await ApplicationStore.UpdateAsync(session, row));
                Assert.False(await ApplicationStore.UpdateAsync(session, row));
                Assert.True(await ApplicationStore.UpdateAsync(session, move));
                Assert.False(await ApplicationStore.UpdateAsync(session, move));
                return 0;
            },
            CancellationToken.None);
    }
}
