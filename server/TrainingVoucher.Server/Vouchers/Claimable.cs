using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>What a channel can offer to its users now.</summary>
internal static class Claimable
{
    private const string List = """
        SELECT b.id
        FROM batch b
        JOIN batch_channel c ON c.batch_id = b.id AND c.channel_id = @OwnerId
        JOIN scheme s ON s.id = b.scheme_id
        WHERE b.state = 2 AND b.suspended = FALSE AND s.suspended = FALSE AND b.opens_at <= @Now AND b.closes_at > @Now AND b.id > @after
          AND NOT EXISTS (SELECT 1 FROM channel_off o WHERE o.channel_id = @OwnerId AND b.region BETWEEN o.from_region AND o.to_region)
        ORDER BY b.id
        LIMIT @rows
        """;

    public static async Task<Outcome<Page<ClaimableBatch>>> ListAsync(CallContext c, PageQuery q)
    {
        var ids = await c.Session.QueryAsync<long>(List, new { c.Caller.OwnerId, c.Now, after = q.After(0), rows = q.Rows() });
        var offers = new List<Offer>(ids.Count);
        foreach (var id in ids)
        {
            var batch = (await BatchStore.FindAsync(c.Session, id))!;
            offers.Add(new Offer(batch, (await SchemeStore.FindAsync(c.Session, batch.SchemeId))!));
        }

        return q.Page(offers, Show, o => o.Batch.Id);
    }

    private static ClaimableBatch Show(Offer o) => new()
    {
        BatchId = Ids.Show("bat", o.Batch.Id),
        SchemeId = Ids.Show("sch", o.Scheme.Id),
        Region = Regions.Show(o.Batch.Region),
        Mode = o.Batch.Mode,
        ValueMode = o.Scheme.Rules.ValueMode,
        ValueFen = o.Batch.UnitFen,
        Content = o.Scheme.Rules.Content,
        Display = o.Scheme.Template,
        DisplayVersion = o.Scheme.DisplayVersion,
        Eligibility = o.Scheme.Rules.Eligibility,
        Left = o.Batch.Mode == ReleaseMode.Targeted ? null : o.Batch.Quantity - o.Batch.Claimed,
        ClosesAt = o.Batch.ClosesAt,
    };
}
