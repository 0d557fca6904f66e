using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Feed;

/// <summary>Reads a feed: its pages name journal rows, which are shown as events.</summary>
internal sealed class FeedReading(VoucherCodes codes, HolderReferences references)
{
    public const int MaxLimit = 1_000;
    public const int MaxWait = 30;

    private const int DefaultLimit = 200;
    private const int PagesAtOnce = 16;

    private const string Rows = "SELECT t.id, t.bytes FROM {rows} JOIN journal t ON t.id = r.id";

    private const string Origins = "SELECT t.id, t.batch_id, t.scheme_id, t.person_id FROM {rows} JOIN voucher t ON t.bucket = r.bucket AND t.id = r.id";

    public static Fields Validate(FeedQuery q) => new Fields()
        .Range(q.After, "after", 0, long.MaxValue - 1)
        .Range(q.Limit, "limit", 1, MaxLimit)
        .Range(q.Wait, "wait", 0, MaxWait);

    public async Task<Outcome<FeedSlice>> ReadAsync(CallContext c, FeedQuery q)
    {
        var (audience, after, limit) = (FeedAudience.Of(c.Caller), q.After ?? 0, q.Limit ?? DefaultLimit);
        var last = await FeedPages.LastAsync(c.Session, audience);
        if (after > last)
        {
            return new Fields().Must(false, "after", "out_of_range", "Must be the number of an event of this feed, or 0.").Refusal!;
        }

        var items = after == last ? [] : await AfterAsync(c.Session, audience, after, limit);
        return new FeedSlice { Items = items, Next = after + items.Count, Last = last };
    }

    /// <summary>The events of a feed after a number, so many at most.</summary>
    public async Task<IReadOnlyList<FeedEvent>> AfterAsync(Session session, FeedAudience audience, long after, int most)
    {
        var (ids, last) = (new List<(long, long)>(), after);
        while (ids.Count < most && await FeedPages.FromAsync(session, audience, last + 1, PagesAtOnce) is { Count: > 0 } pages && pages[^1].Last > last)
        {
            ids.AddRange(pages.SelectMany(Numbered).Where(e => e.Number > last));
            last = pages[^1].Last;
        }

        return await ShowAsync(session, audience, [.. ids.Take(most)]);
    }

    /// <summary>Events of a feed by their numbers, which it must have.</summary>
    public async Task<IReadOnlyDictionary<long, FeedEvent>> EventsAsync(Session session, FeedAudience audience, IEnumerable<long> numbers)
    {
        var (ids, page) = (new List<(long, long)>(), new Dictionary<long, long>());
        foreach (var number in numbers.Order())
        {
            if (!page.ContainsKey(number))
            {
                page = Numbered((await FeedPages.FromAsync(session, audience, number, most: 1)).Single()).ToDictionary(e => e.Number, e => e.Id);
            }

            ids.Add((number, page[number]));
        }

        return (await ShowAsync(session, audience, ids)).ToDictionary(e => e.Number);
    }

    private static IEnumerable<(long Number, long Id)> Numbered(FeedPage page) => PackedIds.Unpack(page.Rows).Select((id, i) => (page.First + i, id));

    private async Task<IReadOnlyList<FeedEvent>> ShowAsync(Session session, FeedAudience audience, List<(long Number, long Id)> numbered)
    {
        if (numbered.Count == 0)
        {
            return [];
        }

        var rows = (await session.QueryRowsAsync<IdKey, Row>(Rows, [.. numbered.Select(n => new IdKey(n.Id))])).ToDictionary(row => row.Id, row => JournalCodec.Decode(row.Bytes));
        var origins = await OriginsAsync(session, rows.Values.Where(e => e.Kind == "voucher").Select(e => e.Subject));
        return [.. numbered.Select(n => FeedEvents.Show(n.Number, rows[n.Id], id => origins[VoucherId.FromBytes(id)], HolderOf))];

        // Only a channel has to tell the holder; nobody else is told who it is.
        string? HolderOf(VoucherOrigin origin) => audience.Kind == AudienceKind.Channel ? references.Of(audience.Id, origin.PersonId) : null;
    }

    private async Task<Dictionary<VoucherId, VoucherOrigin>> OriginsAsync(Session session, IEnumerable<byte[]> vouchers)
    {
        var keys = vouchers.Select(bytes => VoucherId.FromBytes(bytes)).Distinct().Select(id => new Key(codes.BucketOf(id), id.ToBytes())).ToList();
        return keys.Count == 0 ? [] : (await session.QueryRowsAsync<Key, VoucherOrigin>(Origins, keys)).ToDictionary(o => VoucherId.FromBytes(o.Id));
    }

    private sealed record Key(int Bucket, byte[] Id);

    private sealed record Row
    {
        public long Id { get; init; }

        public byte[] Bytes { get; init; } = [];
    }
}
