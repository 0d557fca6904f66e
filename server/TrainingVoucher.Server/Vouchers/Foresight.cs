using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a claim would meet for want of places or within limits, told without making it. What has expired holds nothing, recorded or not.</summary>
internal static class Foresight
{
    private const string IsFull = """
        SELECT COALESCE(c.used - COUNT(v.id) FILTER (WHERE v.channel_id = @channel) >= c.quota, FALSE) AS channel, b.claimed - COUNT(v.id) >= b.quantity AS batch
        FROM batch b
        JOIN batch_channel c ON c.batch_id = b.id AND c.channel_id = @channel
        LEFT JOIN voucher v ON v.batch_id = b.id AND v.due_on <= @today AND v.state IN (1, 2) AND v.last_day < @today
        WHERE b.id = @batch
        GROUP BY b.id, b.claimed, b.quantity, c.used, c.quota
        """;

    private const string Counted = "SELECT count FROM person_rule WHERE bucket = @bucket AND person_id = @person AND rule = @rule AND period = 0";

    /// <summary>Why a claim would be refused; nothing when there is a place and no limit is reached.</summary>
    public static async Task<ErrorCode?> RefusesAsync(Session session, Offer offer, long person, long channel, bool isAssigned, DateTimeOffset now)
    {
        var (rules, today) = (offer.Scheme.Rules, Calendar.DayOf(now));
        if (rules.Validity.LastDay < today)
        {
            return ErrorCodes.Expired;
        }

        var full = (await session.SingleAsync<Fullness>(IsFull, new { batch = offer.Batch.Id, channel, today }))!;
        var due = await VoucherStore.DueOfPersonAsync(session, person, today);
        return full.Channel ? ErrorCodes.ChannelSoldOut
            : !isAssigned && await CountAsync(session, person, PersonLimits.OfScheme(offer.Scheme)) - due.Count(v => v.SchemeId == offer.Scheme.Id) >= rules.LimitPerPerson ? ErrorCodes.LimitReached
            : rules.Group is not null && await UnusedAsync(session, offer.Scheme, person, due) >= rules.GroupLimit ? ErrorCodes.UnusedInGroup
            : !isAssigned && full.Batch ? ErrorCodes.SoldOut
            : null;
    }

    private static async Task<long> UnusedAsync(Session session, SchemeRow scheme, long person, IReadOnlyList<VoucherRow> due)
    {
        var rule = PersonLimits.OfGroup(scheme);
        var count = await CountAsync(session, person, rule);
        foreach (var voucher in due.Where(v => v.State == VoucherState.Claimed))
        {
            count -= PersonLimits.OfGroup((await SchemeStore.FindAsync(session, voucher.SchemeId))!) == rule ? 1 : 0;
        }

        return count;
    }

    private static async Task<long> CountAsync(Session session, long person, string rule) =>
        await session.OptionalAsync<long>(Counted, new { bucket = Ids.BucketOf(person), person, rule }) ?? 0;

    private sealed record Fullness
    {
        public bool Channel { get; init; }

        public bool Batch { get; init; }
    }
}
