using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>
/// Who works on a job: one process, for as long as it renews its lease. Every chunk begins by renewing it, which locks the row, so that
/// a process that was taken for dead cannot write once another has the job.
/// </summary>
internal static class JobLeases
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private const string Take = $"""
        UPDATE job SET state = 2, started_at = COALESCE(started_at, @now), lease_until = @until, lease_holder = @holder
        WHERE id = (SELECT id FROM job WHERE state IN (1, 2) AND lease_until <= @now ORDER BY created_at, id LIMIT 1)
          AND state IN (1, 2) AND lease_until <= @now
        RETURNING {JobStore.Columns}
        """;

    private const string Renew = $"""
        UPDATE job SET lease_until = @until
        WHERE id = @id AND state = 2 AND lease_holder = @holder
        RETURNING {JobStore.Columns}
        """;

    private const string Release = "UPDATE job SET lease_until = @at WHERE id = @id AND state = 2 AND lease_holder = @holder";

    private const string Pause = """
        UPDATE job SET faults = faults + 1, fault = @fault, lease_until = @at, lease_holder = 0
        WHERE id = @id AND state = 2 AND lease_holder = @holder
        """;

    private const string Advance = """
        UPDATE job SET cursor = @cursor, done = done + @done, rejected = rejected + @rejected, faults = 0, fault = NULL
        WHERE id = @id
        """;

    private const string Finish = """
        UPDATE job SET state = @state, fault = @fault, finished_at = @now, total = CASE WHEN @state = 3 THEN done + rejected ELSE total END
        WHERE id = @id
        """;

    /// <summary>Takes the oldest job that waits or whose process is gone.</summary>
    public static Task<JobRow?> TakeAsync(Session session, long holder, DateTimeOffset now) =>
        session.SingleAsync<JobRow>(Take, new { now, until = now + Length, holder });

    /// <summary>The job as it stands; nothing when it was stopped or is another's by now.</summary>
    public static Task<JobRow?> RenewAsync(Session session, long id, long holder, DateTimeOffset now) =>
        session.SingleAsync<JobRow>(Renew, new { id, until = now + Length, holder });

    /// <summary>Gives the job back, for any process to take at once.</summary>
    public static Task ReleaseAsync(Session session, long id, long holder, DateTimeOffset now) => session.ExecuteAsync(Release, new { id, holder, at = now });

    /// <summary>Leaves the job alone for a while, longer each time.</summary>
    public static Task PauseAsync(Session session, JobRow job, long holder, ErrorCode fault, DateTimeOffset now)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(job.Faults, 16))));
        return session.ExecuteAsync(Pause, new { id = job.Id, holder, fault = fault.Code, at = now + pause });
    }

    /// <summary>Writes what a chunk came to, and ends the job with the last one.</summary>
    public static async Task AdvanceAsync(Session session, JobRow job, JobStep step, DateTimeOffset now)
    {
        await JobErrors.AddAsync(session, job.Id, step.Errors);
        await session.RequireAsync(Advance, new { id = job.Id, cursor = step.Cursor ?? job.Cursor, done = step.Done, rejected = step.Rejected });
        if (step.Cursor is null)
        {
            await FinishAsync(session, job, step, now);
        }
    }

    private static async Task FinishAsync(Session session, JobRow job, JobStep step, DateTimeOffset now)
    {
        var state = step.Fault is null ? JobState.Done : JobState.Failed;
        await session.RequireAsync(Finish, new { id = job.Id, state, fault = step.Fault?.Code, now });
        await JobInputs.DropAsync(session, job.Id);
        await session.AppendAsync(new()
        {
            Event = state == JobState.Done ? "job.done" : "job.failed", Kind = "job", Subject = Http.ChangeContext.Bytes(job.Id), At = now, Reason = step.Fault?.Code,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["done"] = job.Done + step.Done, ["rejected"] = job.Rejected + step.Rejected },
        });
    }
}
