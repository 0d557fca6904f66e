using CsvHelper;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>How long uploads may be, and how many rows one transaction handles.</summary>
internal sealed record JobLimits(int Rows, int ChunkRows)
{
    /// <summary>The bytes of an upload: what a million long rows have in UTF-16.</summary>
    public const long Bytes = 256L * 1024 * 1024;
}

/// <summary>Who an upload is for: checks the call, and gives the batch it is about.</summary>
internal delegate Task<Outcome<long>> Admission(CallContext c);

/// <summary>
/// Takes the rows of a job over the network, in bounded memory: the header is checked first, then chunk after chunk is stored, encrypted,
/// each in a small transaction. The job comes into being with the last; what breaks off before leaves nothing.
/// </summary>
internal sealed class JobUploads(IStore store, JobInputs inputs, byte[] requestKey, TimeProvider time, JobLimits limits)
{
    private const string Silent = "DELETE FROM job WHERE state = 0 AND lease_until < @now RETURNING id";

    /// <summary>Removes what uploads left behind that broke off with their process.</summary>
    public static async Task<int> SweepAsync(Session session, DateTimeOffset now)
    {
        var silent = await session.QueryAsync<long>(Silent, new { now });
        foreach (var job in silent)
        {
            await JobInputs.DropAsync(session, job);
        }

        return silent.Count;
    }

    public async Task<Answer?> ReceiveAsync<TRequest, TRow>(HttpContext context, Caller caller, Operation<TRequest, Job> operation, JobKind kind, Admission admission)
    {
        if (context.Request.Headers[Idempotency.Header] is not [{ } key] || !Idempotency.IsUsable(key))
        {
            return Answer.Of<Job>(context, ErrorCodes.IdempotencyKeyRequired);
        }

        using var hash = Idempotency.BeginHash(requestKey, context.Request);
        context.Request.Body = new HashedBody(context.Request.Body, hash, context.RequestAborted);
        using var source = new RowSource(context, operation, limits);
        try
        {
            if (await source.OpenAsync<TRequest, TRow>() is { } refusal)
            {
                return Answer.Of<Job>(context, refusal);
            }

            var receipt = new JobReceipt(store, inputs, time, context, caller, key);
            return await receipt.TakeAsync(operation, kind, admission, source, hash);
        }
        catch (Exception e) when (e is CsvHelperException or InvalidDataException)
        {
            return Answer.Of<Job>(context, ErrorCodes.InvalidCsv);
        }
    }
}
