using System.Data.Common;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>
/// Does the work of jobs, a chunk at a time, each in one transaction with its progress, its errors and the cursor of the next: wherever a
/// process ends, no row is left out and none is done twice.
/// </summary>
internal sealed partial class JobRunner(IStore store, IEnumerable<IJobKind> kinds, TimeProvider time, ServerMetrics metrics, ILogger log)
{
    private readonly Dictionary<JobKind, IJobKind> kinds = kinds.ToDictionary(k => k.Kind);
    private readonly long holder = Ids.New();
    private JobRow? current;

    /// <summary>Works until no job waits; jobs that pause after a fault are left alone.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await store.ChangeAsync(session => JobUploads.SweepAsync(session, time.GetUtcNow()), cancellation);
        while (await StepAsync(cancellation))
        {
        }
    }

    /// <summary>Does one chunk, of the job at hand or of the next one; <see langword="false"/> when no job waits.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        current ??= await store.ChangeAsync(session => JobLeases.TakeAsync(session, holder, time.GetUtcNow()), cancellation);
        if (current is not { } job)
        {
            return false;
        }

        try
        {
            (current, var step) = await store.ChangeAsync(session => RunAsync(session, job.Id), cancellation);
            metrics.JobRows(Json.NameOf(job.Kind), step?.Done ?? 0, step?.Rejected ?? 0);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            current = null;
            Failed(log, Ids.Show("job", job.Id), e);
            var fault = e is DbException database && store.IsUnavailable(database) ? ErrorCodes.Unavailable : ErrorCodes.Internal;
            await store.ChangeAsync(session => PauseAsync(session, job, fault), cancellation);
        }

        return true;
    }

    /// <summary>Gives the job at hand back, so that another process need not wait for the end of the lease.</summary>
    public async Task ReleaseAsync()
    {
        if (current is { } job)
        {
            current = null;
            await store.ChangeAsync(session => ReleaseAsync(session, job), CancellationToken.None);
        }
    }

    /// <summary>One chunk; gives the job while there is more of it to do here, and what was done.</summary>
    private async Task<(JobRow? Job, JobStep? Step)> RunAsync(Session session, long id)
    {
        var now = time.GetUtcNow();
        if (await JobLeases.RenewAsync(session, id, holder, now) is not { } job)
        {
            return (null, null);
        }

        var step = await kinds[job.Kind].RunAsync(new ChangeContext(session, job.Caller, now, id: null, Ids.Show("job", id)), job);
        await JobLeases.AdvanceAsync(session, job, step, now);
        return (step.Cursor is null ? null : job, step);
    }

    private async Task<bool> PauseAsync(Session session, JobRow job, ErrorCode fault)
    {
        await JobLeases.PauseAsync(session, job, holder, fault, time.GetUtcNow());
        return true;
    }

    private async Task<bool> ReleaseAsync(Session session, JobRow job)
    {
        await JobLeases.ReleaseAsync(session, job.Id, holder, time.GetUtcNow());
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} could not go on; it is tried again.")]
    private static partial void Failed(ILogger logger, string job, Exception exception);
}
