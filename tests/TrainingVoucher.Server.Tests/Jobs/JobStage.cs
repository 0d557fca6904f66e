using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Tests.Jobs;

/// <summary>A city whose jobs do three rows at a time, and processes that work on them and are killed.</summary>
internal sealed class JobStage : IAsyncDisposable
{
    public const int ChunkRows = 3;

    private const string Header = "documentType,documentNumber,name";

    private ServerOptions _options = null!;

    private JobStage(Scenario scenario) => S = scenario;

    public Scenario S { get; }

    public static async Task<JobStage> StartAsync(int rows = 1_000_000, int assignAtOnce = 2)
    {
        ServerOptions? options = null;
        var scenario = await Scenario.StartAsync(configure: o =>
        {
            options = o;
            (o.JobRows, o.JobChunkRows, o.AssignAtOnce) = (rows, ChunkRows, assignAtOnce);
        });
        return new JobStage(scenario) { _options = options! };
    }

    /// <summary>Another process on the same database, with its own kinds if they shall fail.</summary>
    public JobRunner Process(Func<IJobKind, IJobKind>? with = null)
    {
        var keys = KeyFiles.Load(KeyFiles.DirectoryOf(S.Server.DataDirectory));
        var kinds = JobsSetup.Kinds(_options, keys, JobsSetup.NewIssue(keys, S.Server.Store)).Select(k => with?.Invoke(k) ?? k);
        return new JobRunner(S.Server.Store, kinds, S.Server.Time, S.Server.Services.GetRequiredService<ServerMetrics>(), NullLogger.Instance);
    }

    /// <summary>Another whole server on the same database.</summary>
    public Task<WebApplication> ServerAsync() => ServerHost.BuildAsync(_options, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]);

    /// <summary>As long as it takes until a job of a process that was killed is free.</summary>
    public void PassLease() => S.Server.Time.Advance(JobLeases.Length + TimeSpan.FromSeconds(1));

    public Task RunAsync() => S.Server.Jobs.RunAsync(CancellationToken.None);

    public Task<Job> ReadAsync(Job job) => S.Maker.GetJobAsync(job.Id);

    /// <summary>A targeted batch of a release that is still to be approved.</summary>
    public async Task<(string Release, string Batch)> ProposeAsync(Scheme scheme, int quantity)
    {
        var release = await S.Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [S.Proposed(scheme, quantity, ReleaseMode.Targeted)] });
        return (release.Id, release.Batches.Single().Id);
    }

    /// <summary>A released targeted batch, its list done, its vouchers still to be assigned by a job.</summary>
    public async Task<(string Batch, Job Job)> ReleaseAsync(Scheme scheme, params int[] persons)
    {
        var (release, batch) = await ProposeAsync(scheme, persons.Length);
        await S.Maker.AddPersonsAsync(batch, new([.. persons.Select(MadeUp.Person)]));
        var approved = await S.Checker.ApproveReleaseAsync(release);
        return (batch, await S.Maker.GetJobAsync(approved.Batches.Single().JobId!));
    }

    public static string Line(int n) => $"residentIdCard,{MadeUp.Person(n).DocumentNumber},{MadeUp.Person(n).Name}";

    public static string Csv(params string[] lines) => string.Join("\r\n", [Header, .. lines, ""]);

    public static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));

    public Task<Job> UploadAsync(string batch, params string[] lines) => S.Maker.StartPersonListCsvAsync(batch, File(Csv(lines)));

    /// <summary>The file of rejected rows, its header first.</summary>
    public async Task<string[]> RejectedAsync(Job job, FileLanguage language = FileLanguage.En)
    {
        await using var file = await S.Maker.DownloadRejectedRowsAsync(job.Id, new() { Language = language });
        using var text = new StreamReader(file, Encoding.UTF8);
        return (await text.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public Task<long> CountAsync(string table) =>
        S.Server.Store.ReadAsync(session => session.ValueAsync<long>($"SELECT COUNT(*) FROM {table}"), CancellationToken.None);

    public ValueTask DisposeAsync() => S.DisposeAsync();
}

/// <summary>A kind of job that fails after all its work, before the commit, as often as it is told to.</summary>
internal sealed class Failing(IJobKind inner, Func<bool> fails) : IJobKind
{
    public JobKind Kind => inner.Kind;

    public async Task<JobStep> RunAsync(ChangeContext c, JobRow job)
    {
        var step = await inner.RunAsync(c, job);
        return fails() ? throw new IOException("Injected.") : step;
    }
}
