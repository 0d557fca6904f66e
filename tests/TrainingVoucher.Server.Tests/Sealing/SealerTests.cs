using TrainingVoucher.Log;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Tests.Sealing;

public sealed class SealerTests
{
    private const string Gapless = "SELECT CASE WHEN COALESCE(max(position + length), 0) = COALESCE(sum(length), 0) AND COALESCE(min(position), 0) = 0 THEN COALESCE(sum(length), 0) ELSE -1 END FROM log_position";

    private const string SealedTwice = "SELECT count(*) FROM journal j WHERE (SELECT count(*) FROM log_position p WHERE j.id >= p.journal_id AND j.id < p.journal_id + p.length) <> 1";

    [Fact]
    public async Task Seal_NothingWritten_MakesNothing()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.SealAsync();

        Assert.Equal(0, await log.NumberAsync("SELECT (SELECT count(*) FROM log_position) + (SELECT count(*) FROM log_checkpoint) + (SELECT count(*) FROM log_tile)"));
        Assert.Equal(new SealerLag(log.Time.GetUtcNow(), 0, 0), log.Sealer.Lag);
    }

    [Fact]
    public async Task Seal_AfterEachRun_PositionsAreGaplessAndTheRootIsSigned()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();

        Assert.Equal(350, await log.NumberAsync(Gapless));
        Assert.Equal(0, await log.NumberAsync("SELECT count(*) FROM log_position WHERE journal_id <> position + 1"));
        Assert.Equal(5, await log.NumberAsync("SELECT count(*) FROM log_checkpoint"));
        Assert.Equal(350, log.Sealer.Lag.Size);
        Assert.Equal(new LogReport(350, 5, 0, null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Seal_NothingNew_MakesNoOtherCheckpoint()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(3);
        await log.SealAsync();
        await log.SealAsync();

        Assert.Equal(1, await log.NumberAsync("SELECT count(*) FROM log_checkpoint"));
    }

    [Fact]
    public async Task Seal_Backlog_IsWorkedOffInChunks()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync((2 * Sealer.Chunk) + 5);
        await log.SealAsync();

        Assert.Equal(new LogReport((2 * Sealer.Chunk) + 5, 1, 0, null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Seal_ExactlyOneChunk_HasItsCheckpoint()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(Sealer.Chunk);
        await log.SealAsync();

        Assert.Equal(new LogReport(Sealer.Chunk, 1, 0, null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Seal_ByTwoAtOnce_NeverGivesAPositionOrARowTwice()
    {
        await using var log = await SealedStore.CreateAsync();
        var other = log.Open();
        using var closing = other as IDisposable;
        var (one, two, written) = (log.NewSealer(), log.NewSealer(other), 0);
        var writer = Task.Run(async () =>
        {
            for (; written < 60; written++)
            {
                await log.WriteAsync(20);
            }
        });
        async Task Race(Sealer sealer)
        {
            while (!writer.IsCompleted)
            {
                await sealer.SealAsync(CancellationToken.None);
            }

            await sealer.SealAsync(CancellationToken.None);
        }

        await Task.WhenAll(Task.Run(() => Race(one)), Task.Run(() => Race(two)), writer);

        Assert.Equal(1_200, await log.NumberAsync(Gapless));
        Assert.Equal(0, await log.NumberAsync(SealedTwice));
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Seal_OneThatDiesInTheMiddle_LeavesTheLogToTheNext()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(10);
        await log.SealAsync();
        await log.WriteAsync(10);
        var other = log.Open();
        using var closing = other as IDisposable;
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Sealer(new DiesBeforeCommit(other), new Checkpoints(log.Keys), log.Time, FeedPages.AppendAsync).SealAsync(CancellationToken.None));
        Assert.Equal(10, await log.NumberAsync(Gapless));

        await log.SealAsync();

        Assert.Equal(new LogReport(20, 2, 0, null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Checkpoint_AsStored_VerifiesByThePublishedKeySet()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.FillAsync();
        var row = await log.Store.ReadAsync(Checkpoints.LatestAsync, CancellationToken.None);
        var bytes = new Checkpoints(log.Keys).Encode(row!)!;
        var keys = new PublishedKeys(log.Keys, log.Time).KeySet;

        Assert.Equal(CheckpointRefusal.None, LogCheckpoint.Verify(bytes, keys, out var checkpoint));
        Assert.Equal((350, 343), (checkpoint!.Size, checkpoint.Previous));
        Assert.Equal(log.Keys.Installation, checkpoint.Installation);
    }
}
