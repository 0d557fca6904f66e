using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Feed;

/// <summary>Days of a feed, for partners who hold their books against it.</summary>
internal sealed class Reconciliations(IStore store, FeedReading reading, TimeProvider time)
{
    private readonly ReconciliationFile file = new(store, reading);

    public static Fields Validate(ReconciliationQuery q) => new Fields().Must(q.Day >= SqlTypes.DayZero, "day", "out_of_range", "Must be a day from 2020 on.");

    public async Task<Outcome<Reconciliation>> GetAsync(PollContext c, ReconciliationQuery q)
    {
        if (!FeedDays.IsKnown(q.Day, c.Now))
        {
            return ErrorCodes.DayNotOver;
        }

        var found = await c.ReadAsync(async call => (Audience: FeedAudience.Of(call.Caller), Numbers: await FeedDays.OfAsync(call.Session, FeedAudience.Of(call.Caller), q.Day)));
        if (found.Refusal is { } revoked)
        {
            return revoked;
        }

        var (audience, numbers) = found.Value;
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        var totals = await file.WriteAsync(hashed, audience, numbers, c.Cancellation);
        await hashed.FlushFinalBlockAsync(c.Cancellation);
        return new Reconciliation { Day = q.Day, After = numbers.After, Last = numbers.Last, Totals = totals, Digest = Convert.ToHexStringLower(hash.Hash!) };
    }

    public async Task<Answer?> SendAsync(HttpContext context, Caller caller)
    {
        var query = RequestReader.Query<ReconciliationQuery>(context.Request);
        if ((query.Refusal ?? Validate(query.Value).Refusal) is { } wrong)
        {
            return Answer.Of<Nothing>(context, wrong);
        }

        var day = query.Value.Day;
        if (!FeedDays.IsKnown(day, time.GetUtcNow()))
        {
            return Answer.Of<Nothing>(context, ErrorCodes.DayNotOver);
        }

        var audience = FeedAudience.Of(caller);
        var numbers = await store.ReadAsync(session => FeedDays.OfAsync(session, audience, day), context.RequestAborted);
        CsvFile.Announce(context, $"reconciliation-{day:yyyy-MM-dd}.csv");
        await file.WriteAsync(context.Response.Body, audience, numbers, context.RequestAborted);
        return null;
    }
}
