using System.Diagnostics;
using System.Text;
using TrainingVoucher.Contracts;
using Xunit.Abstractions;

namespace TrainingVoucher.Server.Tests.Jobs;

/// <summary>The whole way of a long list in bounded memory. TV_LONG=1 sends a million persons.</summary>
public class MillionRowsTests(ITestOutputHelper output)
{
    private const long MostHeap = 300L * 1024 * 1024;

    private static readonly int Rows = Environment.GetEnvironmentVariable("TV_LONG") == "1" ? 1_000_000 : 5_000;

    [Fact]
    public async Task List_AndAssign_EveryPersonOnceInBoundedMemory()
    {
        var path = Path.GetTempFileName();
        await using var s = await Scenario.StartAsync(budgetFen: 0L + Rows);
        await WriteAsync(path);
        var release = await s.Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [s.Proposed(await s.DefineAsync(Scenario.FaceValue(1)), Rows, ReleaseMode.Targeted)] });
        var batch = release.Batches.Single().Id;
        var watch = Stopwatch.StartNew();
        await using (var file = File.OpenRead(path))
        {
            await s.Maker.StartPersonListCsvAsync(batch, file);
        }

        File.Delete(path);
        Tell("received", watch);
        await RunAsync(s);
        Tell("listed", watch);
        await s.Checker.ApproveReleaseAsync(release.Id);
        Tell("approved", watch);
        await RunAsync(s);
        Tell("assigned", watch);

        var read = await s.Maker.GetBatchAsync(batch);
        Assert.Equal((Rows, Rows), (read.Persons, read.Claimed));
        Assert.All((await s.Maker.ListJobsAsync()).Items, j => Assert.Equal((JobState.Done, Rows, 0), (j.State, j.Done, j.Rejected)));
        var persons = await s.Server.Store.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(DISTINCT person_id) FROM voucher"), CancellationToken.None);
        Assert.Equal(Rows, persons);
    }

    private static async Task RunAsync(Scenario s)
    {
        for (var chunk = 0; await s.Server.Jobs.StepAsync(CancellationToken.None); chunk++)
        {
            // Whatever runs beside this in the process counts as well; only a long list could pass the bound by itself.
            if (chunk % 100 == 0 && Rows == 1_000_000)
            {
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, MostHeap);
            }
        }
    }

    private void Tell(string what, Stopwatch watch)
    {
        output.WriteLine($"{what} {Rows:N0} rows after {watch.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(forceFullCollection: true) / 1024 / 1024} MiB heap, {Process.GetCurrentProcess().WorkingSet64 / 1024 / 1024} MiB in all");
        watch.Restart();
    }

    private static async Task WriteAsync(string path)
    {
        await using var file = new StreamWriter(path, append: false, Encoding.UTF8);
        await file.WriteLineAsync("documentType,documentNumber,name");
        for (var n = 0; n < Rows; n++)
        {
            await file.WriteLineAsync($"residentIdCard,{MadeUp.Number(new DateOnly(1950, 1, 1).AddDays(n / 900), (n % 900) + 1)},测试{n}");
        }
    }
}
