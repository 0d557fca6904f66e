using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>One upload on its way.</summary>
internal sealed class JobReceipt(IStore store, JobInputs inputs, TimeProvider time, HttpContext context, Caller caller, string key)
{
    // An upload that stores nothing for so long has broken off with its process.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    private const string Touch = "UPDATE job SET lease_until = @until WHERE id = @job AND state = 0";

    private const string Complete = "UPDATE job SET state = 1, total = @total, lease_until = 0 WHERE id = @job AND state = 0";

    private const string Discard = "DELETE FROM job WHERE id = @job AND state = 0";

    private readonly string? id = context.Request.RouteValues["id"] as string;
    private JobRow? job;
    private long total;

    /// <summary>Reads all rows and gives the answer, once and for all for this key; the hash has seen the whole body by then.</summary>
    public async Task<Answer> TakeAsync(Operation operation, JobKind kind, Admission admission, RowSource source, IncrementalHash hash)
    {
        var admitted = await store.ReadAsync(session => AdmitAsync(session, operation, admission), context.RequestAborted);
        try
        {
            for (var chunk = 0L; await source.NextAsync() is { } rows; chunk++)
            {
                total += rows.Count;
                if (total > source.MaxRows)
                {
                    break;
                }

                if (admitted is { } batch)
                {
                    await store.ChangeAsync(session => AddAsync(session, kind, batch, chunk, rows.Bytes), context.RequestAborted);
                }
            }

            if (total == 0 || total > source.MaxRows)
            {
                return Answer.Of<Job>(context, CsvReading.WrongCount(source.MaxRows));
            }

            var once = new Idempotency(caller.ClientId, operation, key, hash.GetHashAndReset());
            var now = time.GetUtcNow();
            return await store.ChangeAsync(
                session => once.AnswerAsync(session, now, context, () => CompleteAsync(new ChangeContext(session, caller, now, id, key), admission)), context.RequestAborted);
        }
        finally
        {
            await DiscardAsync();
        }
    }

    /// <summary>The batch when rows are to be kept; nothing when the call will be refused, or was answered before.</summary>
    private async Task<long?> AdmitAsync(Session session, Operation operation, Admission admission)
    {
        if (await Idempotency.IsAnsweredAsync(session, caller.ClientId, operation, key))
        {
            return null;
        }

        var batch = await admission(new CallContext(session, caller, time.GetUtcNow(), id));
        return batch.Refusal is null ? batch.Value : null;
    }

    private async Task<bool> AddAsync(Session session, JobKind kind, long batch, long chunk, ReadOnlyMemory<byte> bytes)
    {
        var now = time.GetUtcNow();
        if (chunk == 0)
        {
            job = JobStore.New(caller, kind, batch, now);
            await JobStore.InsertAsync(session, job, now + Silence);
        }
        else
        {
            await session.RequireAsync(Touch, new { job = job!.Id, until = now + Silence });
        }

        await inputs.AddAsync(session, job.Id, chunk, bytes);
        return true;
    }

    private async Task<Outcome<Job>> CompleteAsync(ChangeContext c, Admission admission)
    {
        var admitted = await admission(c);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        if (job is null)
        {
            // Refused when it began and not any more: nothing was kept, so the caller has to send it again.
            return ErrorCodes.Unavailable;
        }

        await c.Session.RequireAsync(Complete, new { job = job.Id, total });
        var complete = job with { State = JobState.Waiting, Total = total };
        await JobStore.JournalStartAsync(c, complete);
        return complete.ToContract(c.Now);
    }

    /// <summary>Removes what no job came of; the state says whether one did, even when nobody knows how the commit went.</summary>
    private async Task DiscardAsync()
    {
        if (job is { } begun)
        {
            await store.ChangeAsync(session => DiscardAsync(session, begun.Id), CancellationToken.None);
        }
    }

    private static async Task<bool> DiscardAsync(Session session, long job)
    {
        if (await session.ExecuteAsync(Discard, new { job }) == 0)
        {
            return false;
        }

        await JobInputs.DropAsync(session, job);
        return true;
    }
}
