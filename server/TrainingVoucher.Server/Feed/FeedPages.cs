using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Feed;

/// <summary>
/// A row of the table <c>feed_page</c>: events of one audience that were sealed together, with the numbers from <see cref="First"/> on.
/// </summary>
internal sealed record FeedPage
{
    public int Kind { get; init; }

    public long Audience { get; init; }

    /// <summary>The number of the first event; numbers count from 1.</summary>
    public long First { get; init; }

    public int Count { get; init; }

    /// <summary>The number of the last event.</summary>
    public long Last => First + Count - 1;

    /// <summary>The journal ids of the events, as <see cref="PackedIds"/> writes them.</summary>
    public byte[] Rows { get; init; } = [];

    /// <summary>How many rows were sealed when this page was.</summary>
    public long Size { get; init; }
}

/// <summary>
/// Puts sealed rows into feeds, in the transaction that seals them and in the order of their positions: who hears of a row is decided
/// once, and the numbers of each feed have no gaps.
/// </summary>
internal static class FeedPages
{
    private const string Next = """
        SELECT r.kind, r.audience, (SELECT p.first + p.count FROM feed_page p WHERE p.kind = r.kind AND p.audience = r.audience ORDER BY p.first DESC LIMIT 1) AS first
        FROM {rows}
        """;

    private const string Insert = """
        INSERT INTO feed_page (kind, audience, first, count, rows, size)
        SELECT r.kind, r.audience, r.first, r.count, r.rows, r.size
        FROM {rows}
        """;

    private const string Channels = "SELECT t.batch_id, t.channel_id FROM {rows} JOIN batch_channel t ON t.batch_id = r.id";

    private const string Last = "SELECT first + count - 1 FROM feed_page WHERE kind = @Kind AND audience = @Id ORDER BY first DESC LIMIT 1";

    private const string From = """
        SELECT kind, audience, first, count, rows, size
        FROM feed_page
        WHERE kind = @Kind AND audience = @Id
          AND first >= COALESCE((SELECT max(p.first) FROM feed_page p WHERE p.kind = @Kind AND p.audience = @Id AND p.first <= @number), 0)
        ORDER BY first
        LIMIT @most
        """;

    private const string Size = "SELECT COALESCE(max(size), 0) FROM feed_page";

    private const string Since = "SELECT kind, audience, max(size) AS size FROM feed_page WHERE size > @size GROUP BY kind, audience";

    /// <param name="session">The transaction that seals.</param>
    /// <param name="rows">What is being sealed, in the order of positions.</param>
    /// <param name="size">How many rows are sealed with these.</param>
    public static async Task AppendAsync(Session session, IReadOnlyList<JournalRow> rows, long size)
    {
        var concerns = rows.Select(row => (row.Id, Concern: JournalCodec.ConcernOf(row.Bytes))).ToList();
        var batches = concerns.Select(row => row.Concern?.Batch).OfType<long>().Distinct().Select(id => new IdKey(id)).ToList();
        var channels = (batches.Count == 0 ? [] : await session.QueryRowsAsync<IdKey, (long Batch, long Channel)>(Channels, batches)).ToLookup(c => c.Batch, c => c.Channel);
        var heard = new Dictionary<FeedAudience, List<long>>();
        foreach (var (id, concern) in concerns)
        {
            foreach (var audience in FeedAudience.Of(concern, batch => channels[batch]))
            {
                if (!heard.TryGetValue(audience, out var ids))
                {
                    heard.Add(audience, ids = []);
                }

                ids.Add(id);
            }
        }

        if (heard.Count > 0)
        {
            var keys = heard.Keys.Select(a => new Numbered { Kind = (int)a.Kind, Audience = a.Id }).ToList();
            var numbered = await session.QueryRowsAsync<Numbered, Numbered>(Next, keys);
            await session.RequireRowsAsync(Insert, numbered.Select(n => Page(n, heard[new((AudienceKind)n.Kind, n.Audience)], size)).ToList());
        }
    }

    /// <summary>The number of the last event of a feed; 0 while there is none.</summary>
    public static async Task<long> LastAsync(Session session, FeedAudience audience) =>
        await session.OptionalAsync<long>(Last, new { Kind = (int)audience.Kind, audience.Id }) ?? 0;

    /// <summary>The page that has an event, and those after it, so many at most.</summary>
    public static Task<IReadOnlyList<FeedPage>> FromAsync(Session session, FeedAudience audience, long number, int most) =>
        session.QueryAsync<FeedPage>(From, new { Kind = (int)audience.Kind, audience.Id, number, most });

    /// <summary>How many rows were sealed when somebody last heard something.</summary>
    public static Task<long> SizeAsync(Session session) => session.ValueAsync<long>(Size);

    /// <summary>Who has heard something since the log had this size, and up to which size.</summary>
    public static Task<IReadOnlyList<(int Kind, long Audience, long Size)>> SinceAsync(Session session, long size) =>
        session.QueryAsync<(int, long, long)>(Since, new { size });

    private static FeedPage Page(Numbered n, List<long> ids, long size) => new()
    {
        Kind = n.Kind,
        Audience = n.Audience,
        First = n.First ?? 1,
        Count = ids.Count,
        Rows = PackedIds.Pack(ids),
        Size = size,
    };

    /// <summary>An audience and the number of its next event; nothing for its first.</summary>
    private sealed record Numbered
    {
        public int Kind { get; init; }

        public long Audience { get; init; }

        public long? First { get; init; }
    }
}
