using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Sealing;

namespace TrainingVoucher.Server.Tests;

/// <summary>A process that hangs while it seals holds the log; the database ends its transaction after ten seconds, and another goes on.</summary>
public sealed class SealerTakeOverTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Seal_WhileAnotherHangs_TakesOver()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(10);
        var (holds, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var hung = log.Store.ChangeAsync(
            async session =>
            {
                var state = await LogPositions.HoldAsync(session);
                await LogPositions.AddAsync(session, SealedRuns.Of(state.Size, [1, 2, 3]));
                await session.FlushAsync();
                holds.SetResult();
                await goOn.Task;
                return true;
            },
            CancellationToken.None);
        await holds.Task.WaitAsync(Longest);
        var other = log.Open();
        using var closing = other as IDisposable;

        await log.NewSealer(other).SealAsync(CancellationToken.None).WaitAsync(Longest);

        Assert.Equal(new LogReport(10, 1, 0, null), await log.VerifyAsync());
        goOn.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => hung);
        Assert.Equal(new LogReport(10, 1, 0, null), await log.VerifyAsync());
    }
}
