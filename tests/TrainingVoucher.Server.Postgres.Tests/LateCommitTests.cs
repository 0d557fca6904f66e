using TrainingVoucher.Server.Tests.Sealing;

namespace TrainingVoucher.Server.Tests;

/// <summary>Many writers: a transaction that drew its journal id early and commits late is sealed later, and not forgotten.</summary>
public class LateCommitTests
{
    [Fact]
    public async Task Seal_ARowThatCommitsLate_GetsALaterPosition()
    {
        await using var log = await SealedStore.CreateAsync();

        await LateCommit.AssertGetsALaterPositionAsync(log.Store, log.Sealer);
    }
}
