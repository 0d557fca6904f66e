using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Jobs;

namespace TrainingVoucher.Server.Tests.Jobs;

public sealed class ListPersonsTests : IAsyncLifetime
{
    private JobStage _stage = null!;
    private string _batch = "";
    private string _release = "";

    private Scenario S => _stage.S;

    public async Task InitializeAsync()
    {
        _stage = await JobStage.StartAsync(rows: 20, assignAtOnce: 100);
        (_release, _batch) = await _stage.ProposeAsync(await S.DefineAsync(Scenario.FaceValue()), 50);
    }

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task Job_ChunkByChunk_ShowsItsProgressAndListsEverybody()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 8).Select(JobStage.Line)]);
        Assert.Equal((JobState.Waiting, JobKind.ListPersons, 8, 0, _batch), (job.State, job.Kind, job.Total, job.Done, job.BatchId));
        Assert.Equal(job, await _stage.ReadAsync(job));
        Assert.Equal(job.Id, (await S.Maker.GetBatchAsync(_batch)).JobId);

        S.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await S.Server.Jobs.StepAsync(CancellationToken.None);
        S.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var running = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Running, 8, 3, 3, 1), (running.State, running.Total, running.Done, running.RowsPerSecond, running.SecondsLeft));
        Assert.Equal(3, (await S.Maker.GetBatchAsync(_batch)).Persons);

        await _stage.RunAsync();
        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 8, 8, 0), (done.State, done.Total, done.Done, done.Rejected));
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(0, await _stage.CountAsync("job_input"));
        Assert.Equal(8, (await S.Checker.ApproveReleaseAsync(_release)).Batches.Single().Claimed);
    }

    [Fact]
    public async Task Job_BadRowsInSeveralChunks_AreInTheFileByNumber()
    {
        var mistyped = MadeUp.Person(2).DocumentNumber;
        var job = await _stage.UploadAsync(
            _batch,
            JobStage.Line(1),
            JobStage.Line(2).Replace(mistyped, mistyped[..^2] + (mistyped[^2] == '1' ? '2' : '1') + mistyped[^1], StringComparison.Ordinal),
            JobStage.Line(3) + ",more",
            JobStage.Line(1),
            "passport," + JobStage.Line(4).Split(',', 2)[1],
            $"residentIdCard,,{MadeUp.Person(5).Name}",
            JobStage.Line(6));
        await _stage.RunAsync();

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 7, 2, 5), (done.State, done.Total, done.Done, done.Rejected));
        var rows = await _stage.RejectedAsync(job);
        Assert.Equal("row,field,reason,message,voucher,holder,document", rows[0]);
        Assert.Equal(
            ["2,documentNumber,check_digit", "3,column4,unknown_field", "4,documentNumber,duplicate", "5,documentType,invalid", "6,documentNumber,required"],
            rows[1..].Select(r => string.Join(',', r.Split(',')[..3])));
        Assert.All(rows, r => Assert.DoesNotContain(MadeUp.Person(1).DocumentNumber, r, StringComparison.Ordinal));
        var chinese = await _stage.RejectedAsync(job, FileLanguage.Zh);
        Assert.Equal("行号,字段,原因,说明,券码,持券人,证件", chinese[0]);
        Assert.Contains("校验码", chinese[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_AfterEveryChunk_ListsEachPersonOnce()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 17).Append(3).Append(9).Select(JobStage.Line)]);

        var processes = 0;
        while (await _stage.Process().StepAsync(CancellationToken.None))
        {
            _stage.PassLease();
            processes++;
        }

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 17, 2), (done.State, done.Done, done.Rejected));
        Assert.Equal(8, processes);
        Assert.Equal(17, (await S.Maker.GetBatchAsync(_batch)).Persons);
        Assert.Equal(["18", "19"], (await _stage.RejectedAsync(job))[1..].Select(r => r.Split(',')[0]));
    }

    [Fact]
    public async Task Fault_InsideEveryChunk_NeitherLosesNorRepeatsARow()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 10).Append(4).Select(JobStage.Line)]);
        var turn = 0;
        var process = _stage.Process(k => new Failing(k, () => turn++ % 2 == 0));

        await process.StepAsync(CancellationToken.None);
        var paused = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Running, 0, "internal_error"), (paused.State, paused.Done, paused.Fault));
        Assert.False(await process.StepAsync(CancellationToken.None), "A job that failed is left alone for a while.");
        for (var i = 0; i < 10; i++)
        {
            S.Server.Time.Advance(TimeSpan.FromSeconds(2));
            await process.RunAsync(CancellationToken.None);
        }

        var done = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Done, 10, 1, null), (done.State, done.Done, done.Rejected, done.Fault));
        Assert.Equal(10, (await S.Maker.GetBatchAsync(_batch)).Persons);
        Assert.Equal(10, (await S.ReadJournalAsync()).Where(e => e.Event == "batch.persons_listed").Sum(e => e.Values["rows"]));
    }

    [Fact]
    public async Task TakeOver_ByASecondProcess_StopsTheFirst()
    {
        await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 9).Select(JobStage.Line)]);
        var (first, second) = (_stage.Process(), _stage.Process());
        await first.StepAsync(CancellationToken.None);
        Assert.False(await second.StepAsync(CancellationToken.None), "The job is the first's.");

        _stage.PassLease();
        await second.StepAsync(CancellationToken.None);
        await first.StepAsync(CancellationToken.None);
        Assert.Equal(6, (await S.Maker.GetBatchAsync(_batch)).Persons);
        Assert.False(await first.StepAsync(CancellationToken.None), "The job is the second's.");

        await second.RunAsync(CancellationToken.None);
        Assert.Equal(9, (await S.Maker.GetBatchAsync(_batch)).Persons);
    }

    [Fact]
    public async Task Restart_OfTheServerInTheMiddle_GoesOn()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 9).Select(JobStage.Line)]);
        await _stage.Process().StepAsync(CancellationToken.None);
        _stage.PassLease();

        await using (var second = await _stage.ServerAsync())
        {
            await second.Services.GetRequiredService<JobRunner>().StepAsync(CancellationToken.None);
        }

        _stage.PassLease();
        await using (var third = await _stage.ServerAsync())
        {
            await third.Services.GetRequiredService<JobRunner>().RunAsync(CancellationToken.None);
        }

        Assert.Equal((JobState.Done, 9L), ((await _stage.ReadAsync(job)).State, (await _stage.ReadAsync(job)).Done));
        Assert.Equal(9, (await S.Maker.GetBatchAsync(_batch)).Persons);
    }

    [Fact]
    public async Task Stop_InTheMiddle_GivesTheJobBackAtOnce()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 9).Select(JobStage.Line)]);
        var first = _stage.Process();
        await first.StepAsync(CancellationToken.None);

        await first.ReleaseAsync();
        await _stage.Process().RunAsync(CancellationToken.None);

        Assert.Equal((JobState.Done, 9L), ((await _stage.ReadAsync(job)).State, (await _stage.ReadAsync(job)).Done));
    }

    [Fact]
    public async Task Cancel_InTheMiddle_KeepsWhatWasDoneAndDropsTheRest()
    {
        var job = await _stage.UploadAsync(_batch, [.. Enumerable.Range(1, 9).Select(JobStage.Line)]);
        await S.Server.Jobs.StepAsync(CancellationToken.None);

        var cancelled = await S.Maker.CancelJobAsync(job.Id, new("wrong file"));
        await _stage.RunAsync();

        Assert.Equal((JobState.Cancelled, 3), (cancelled.State, cancelled.Done));
        Assert.Equal((3, JobState.Cancelled), ((await S.Maker.GetBatchAsync(_batch)).Persons, (await _stage.ReadAsync(job)).State));
        Assert.Equal(0, await _stage.CountAsync("job_input"));
        Assert.Equal("job_not_cancellable", await Scenario.RefusedAsync(() => S.Maker.CancelJobAsync(job.Id, new("again"))));
    }

    [Fact]
    public async Task Release_WhileAJobLists_IsNotApprovedButMayBeRejected()
    {
        var job = await _stage.UploadAsync(_batch, JobStage.Line(1), JobStage.Line(2));
        Assert.Equal("list_incomplete", await Scenario.RefusedAsync(() => S.Checker.ApproveReleaseAsync(_release)));

        await S.Checker.RejectReleaseAsync(_release, new("no"));
        await _stage.RunAsync();

        var failed = await _stage.ReadAsync(job);
        Assert.Equal((JobState.Failed, "release_decided", 0), (failed.State, failed.Fault, failed.Done));
        Assert.Equal(0, await _stage.CountAsync("job_input"));
    }

    [Fact]
    public async Task Release_ByWhoUploadedTheList_IsNotApproved()
    {
        await S.Checker.StartPersonListCsvAsync(_batch, JobStage.File(JobStage.Csv(JobStage.Line(1))));
        await _stage.RunAsync();

        Assert.Equal("maker_is_checker", await Scenario.RefusedAsync(() => S.Checker.ApproveReleaseAsync(_release)));
    }

    [Fact]
    public async Task Jobs_OfAnotherAuthority_AreNotFound()
    {
        var job = await _stage.UploadAsync(_batch, JobStage.Line(1));
        var district = S.Connect(await S.Server.AddAuthorityAsync("330106")).Authority;

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.GetJobAsync(job.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.CancelJobAsync(job.Id, new("r"))));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.DownloadRejectedRowsAsync(job.Id)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.StartPersonListCsvAsync(_batch, JobStage.File(JobStage.Csv(JobStage.Line(1))))));
        Assert.Empty((await district.ListJobsAsync()).Items);
        Assert.Equal(1, await _stage.CountAsync("job"));
    }

    [Fact]
    public async Task List_OfManyJobs_IsTheNewestFirstWithoutGap()
    {
        var started = new List<string>();
        for (var n = 0; n < 7; n++)
        {
            started.Insert(0, (await _stage.UploadAsync(_batch, JobStage.Line(n))).Id);
            S.Server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var listed = new List<string>();
        await foreach (var job in S.Maker.ListAllJobsAsync(new() { Limit = 3 }))
        {
            listed.Add(job.Id);
        }

        Assert.Equal(started, listed);
    }
}
