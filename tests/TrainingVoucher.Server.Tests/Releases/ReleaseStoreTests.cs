using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Releases;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Tests.Releases;

/// <summary>The guard of the decision by itself, without the checks that stand before it.</summary>
public class ReleaseStoreTests
{
    [Fact]
    public async Task Decide_WhatIsDecided_ChangesNothing()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 2);

        Assert.False(await s.Server.Store.ChangeAsync(
            async session =>
            {
                var row = (await ReleaseStore.FindAsync(session, Ids.Read("rel", batch.ReleaseId)))!;
                var caller = new Caller(0, Audience.Authority, row.AuthorityId, row.Region, row.DecidedBy);
                return await ReleaseStore.DecideAsync(new ChangeContext(session, caller, s.Server.Time.GetUtcNow(), null, null), row.Id, ReleaseState.Rejected);
            },
            CancellationToken.None));
        Assert.Equal(BatchState.Released, (await s.Maker.GetBatchAsync(batch.Id)).State);
    }
}
