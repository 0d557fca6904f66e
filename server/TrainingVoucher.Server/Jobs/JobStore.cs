using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>Job rows as officers see them: started, read, stopped.</summary>
internal static class JobStore
{
    public const string Columns = """
        id, kind, authority_id, region, client_id, officer_id, batch_id, arguments, state, total, done, rejected, cursor,
        created_at, started_at, finished_at, faults, fault
        """;

    private const string Insert = """
        INSERT INTO job (id, kind, authority_id, region, client_id, officer_id, batch_id, arguments, state, total, created_at, lease_until)
        VALUES (@Id, @Kind, @AuthorityId, @Region, @ClientId, @OfficerId, @BatchId, @Arguments, @State, @Total, @CreatedAt, @until)
        """;

    private const string Find = $"SELECT {Columns} FROM job WHERE id = @id AND authority_id = @authority AND state > 0";

    private const string List = $"""
        SELECT {Columns} FROM job
        WHERE authority_id = @authority AND state > 0 AND (created_at < @at OR (created_at = @at AND id < @id))
        ORDER BY created_at DESC, id DESC
        LIMIT @rows
        """;

    private const string Cancel = "UPDATE job SET state = 5, finished_at = @now, lease_until = 0 WHERE id = @id AND state IN (1, 2)";

    private const string OpenOfBatch = "SELECT COUNT(*) FROM job WHERE batch_id = @batch AND kind = @kind AND state IN (0, 1, 2)";

    /// <summary>A new job in the caller's name; it waits for its turn as soon as the call is committed.</summary>
    public static async Task<Job> StartAsync(ChangeContext c, JobKind kind, long? batch, string? arguments, long total)
    {
        var job = New(c.Caller, kind, batch, c.Now) with { State = JobState.Waiting, Arguments = arguments, Total = total };
        await InsertAsync(c.Session, job, until: null);
        await JournalStartAsync(c, job);
        return job.ToContract(c.Now);
    }

    public static JobRow New(Caller caller, JobKind kind, long? batch, DateTimeOffset now) => new()
    {
        Id = Ids.New(),
        Kind = kind,
        AuthorityId = caller.OwnerId,
        Region = caller.Region,
        ClientId = caller.ClientId,
        OfficerId = caller.OfficerId!.Value,
        BatchId = batch,
        CreatedAt = now,
    };

    public static Task InsertAsync(Session session, JobRow job, DateTimeOffset? until) => session.RequireAsync(
        Insert,
        new
        {
            job.Id, job.Kind, job.AuthorityId, job.Region, job.ClientId, job.OfficerId, job.BatchId, job.Arguments, job.State, job.Total, job.CreatedAt,
            until = until ?? DateTimeOffset.UnixEpoch,
        });

    public static Task JournalStartAsync(ChangeContext c, JobRow job) => c.JournalAsync(new()
    {
        Event = "job.started", Kind = "job", Subject = ChangeContext.Bytes(job.Id), At = c.Now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["kind"] = (int)job.Kind, ["batch"] = job.BatchId ?? 0, ["rows"] = job.Total },
    });

    /// <summary>Whether a job of this kind has not ended for a batch, an upload that is still coming in among them.</summary>
    public static async Task<bool> IsOpenAsync(Session session, long batch, JobKind kind) =>
        await session.ValueAsync<long>(OpenOfBatch, new { batch, kind }) > 0;

    public static async Task<Outcome<Job>> GetAsync(CallContext c, Nothing nothing) =>
        await OwnAsync(c) is { } job ? job.ToContract(c.Now) : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<Job>>> ListAsync(CallContext c, PageQuery q)
    {
        var (at, id) = q.AfterPair(long.MaxValue);
        var after = new { authority = c.Caller.OwnerId, at, id = id.Length == 8 ? BitConverter.ToInt64(id) : 0, rows = q.Rows() };
        var rows = await c.Session.QueryAsync<JobRow>(List, after);
        return q.Page(rows, r => r.ToContract(c.Now), r => Paging.Pair(r.CreatedAt.ToUnixTimeMilliseconds(), BitConverter.GetBytes(r.Id)));
    }

    public static async Task<Outcome<Job>> CancelAsync(ChangeContext c, Reason reason)
    {
        if (await OwnAsync(c) is not { } job)
        {
            return ErrorCodes.NotFound;
        }

        if (job.Kind == JobKind.AssignVouchers || await c.Session.ExecuteAsync(Cancel, new { id = job.Id, now = c.Now }) == 0)
        {
            return ErrorCodes.JobNotCancellable;
        }

        await JobInputs.DropAsync(c.Session, job.Id);
        await c.JournalAsync("job.cancelled", "job", job.Id, reason.Text);
        return (await OwnAsync(c))!.ToContract(c.Now);
    }

    /// <summary>The job in the path, when it is the calling authority's.</summary>
    public static Task<JobRow?> OwnAsync(CallContext c) => c.Session.SingleAsync<JobRow>(Find, new { id = Ids.Read("job", c.Id), authority = c.Caller.OwnerId });
}
