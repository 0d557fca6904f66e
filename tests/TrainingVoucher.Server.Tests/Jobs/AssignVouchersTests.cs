using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Journal;

namespace TrainingVoucher.Server.Tests.Jobs;

public sealed class AssignVouchersTests : IAsyncLifetime
{
    private JobStage _stage = null!;

    private Scenario S => _stage.S;

    public async Task InitializeAsync() => _stage = await JobStage.StartAsync();

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task Approve_LongList_ReservesAtOnceAndAssignsByTheChunk()
    {
        var (batchId, job) = await _stage.ReleaseAsync(await S.DefineAsync(Scenario.FaceValue()), [.. Enumerable.Range(1, 8)]);
        Assert.Equal((JobKind.AssignVouchers, JobState.Waiting, 8, batchId), (job.Kind, job.State, job.Total, job.BatchId));
        Assert.Equal(8 * 50_000, (await S.ReadLineAsync()).ReservedFen);
        var batch = await S.Maker.GetBatchAsync(batchId);
        Assert.Equal((BatchState.Released, 8, 0), (batch.State, batch.Persons, batch.Claimed));

        await S.Server.Jobs.StepAsync(CancellationToken.None);
        Assert.Equal(3, (await S.Maker.GetBatchAsync(batchId)).Claimed);
        Assert.Equal(3, await ClaimAsync(batch, Enumerable.Range(1, 8)));

        await _stage.RunAsync();
        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 8, 0), (done.State, done.Done, done.Rejected));
        Assert.Equal(5, await ClaimAsync(batch, Enumerable.Range(1, 8)));
        await Invariants.AssertAsync(S.Server.Store);
    }

    [Fact]
    public async Task Approve_LongRegisterQuery_FreezesWhoStandsThereThen()
    {
        await S.Maker.UploadRegisterAsync(new([.. Enumerable.Range(1, 7).Select(Unemployed)]));
        var release = await S.Maker.ProposeReleaseAsync(new()
        {
            Title = "定向",
            Batches = [S.Proposed(await S.DefineAsync(Scenario.FaceValue()), 10, ReleaseMode.Targeted) with { Persons = new() { Category = "unemployed", Region = "330100" } }],
        });
        var batch = (await S.Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
        await S.Maker.UploadRegisterAsync(new([Unemployed(8)]));
        await _stage.RunAsync();

        Assert.Equal((7, 7), ((await S.Maker.GetBatchAsync(batch.Id)).Persons, (await S.Maker.GetBatchAsync(batch.Id)).Claimed));
        Assert.Equal(7, await ClaimAsync(batch, Enumerable.Range(1, 8)));
    }

    [Fact]
    public async Task Person_WithEnough_IsInTheFileMaskedAndTheLookIsJournalled()
    {
        var scheme = await S.DefineAsync(Scenario.FaceValue());
        await S.ClaimAsync(await S.ReleaseAsync(S.Proposed(scheme, 5)), 4);
        var (batch, job) = await _stage.ReleaseAsync(scheme, [.. Enumerable.Range(1, 7)]);
        await _stage.RunAsync();

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 6, 1), (done.State, done.Done, done.Rejected));
        var row = (await _stage.RejectedAsync(job))[1].Split(',');
        Assert.Equal(("limit_reached", "测**"), (row[2], row[^2]));
        var number = MadeUp.Person(4).DocumentNumber;
        Assert.Equal($"{number[0]}{new string('*', 16)}{number[^1]}", row[^1]);
        Assert.Equal(1, await S.CountJournalAsync("job.rejected_rows_read"));
        Assert.Equal(6, (await S.Maker.GetBatchAsync(batch)).Claimed);
    }

    [Fact]
    public async Task KillsAndFaults_AtEveryChunk_GiveEachPersonOneVoucher()
    {
        var (batch, job) = await _stage.ReleaseAsync(await S.DefineAsync(Scenario.FaceValue()), [.. Enumerable.Range(1, 20)]);
        for (var i = 0; (await _stage.ReadAsync(job)).State is JobState.Waiting or JobState.Running; i++)
        {
            var process = _stage.Process(k => new Failing(k, () => i % 2 == 0));
            await process.StepAsync(CancellationToken.None);
            _stage.PassLease();
        }

        Assert.Equal((20, 0), ((await _stage.ReadAsync(job)).Done, (await _stage.ReadAsync(job)).Rejected));
        Assert.Equal(20, (await S.Maker.GetBatchAsync(batch)).Claimed);
        Assert.Equal(20, await S.CountJournalAsync("voucher.assigned"));
        await Invariants.AssertAsync(S.Server.Store);
    }

    [Fact]
    public async Task Close_InTheMiddle_LeavesTheOthersWithoutAndFreesTheirMoney()
    {
        var (batch, job) = await _stage.ReleaseAsync(await S.DefineAsync(Scenario.FaceValue()), [.. Enumerable.Range(1, 8)]);
        await S.Server.Jobs.StepAsync(CancellationToken.None);
        Assert.Equal("job_not_cancellable", await Scenario.RefusedAsync(() => S.Maker.CancelJobAsync(job.Id, new("r"))));

        await S.Maker.CloseBatchAsync(batch, new("mistake"));
        await _stage.RunAsync();

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 3, 5), (done.State, done.Done, done.Rejected));
        Assert.All((await _stage.RejectedAsync(job))[1..], r => Assert.Contains("batch_closed", r, StringComparison.Ordinal));
        Assert.Equal(3 * 50_000, (await S.ReadLineAsync()).ReservedFen);
        await Invariants.AssertAsync(S.Server.Store);
    }

    /// <summary>How many of them have a voucher waiting that they take.</summary>
    private async Task<int> ClaimAsync(Batch batch, IEnumerable<int> persons)
    {
        var claimed = 0;
        foreach (var person in persons)
        {
            try
            {
                await S.ClaimAsync(batch, person);
                claimed++;
            }
            catch (Client.TrainingVoucherException e) when (e.Code is "not_assigned" or "already_claimed")
            {
            }
        }

        return claimed;
    }

    private static RegisterRow Unemployed(int n) => new()
    {
        DocumentType = DocumentType.ResidentIdCard,
        DocumentNumber = MadeUp.Person(n).DocumentNumber,
        Name = MadeUp.Person(n).Name,
        Category = "unemployed",
        Region = "330106",
        ValidFrom = new(2026, 1, 1),
        ValidTo = new(2027, 12, 31),
    };
}
