using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Directories;

/// <summary>The claiming channels. One that a region admits serves everything below it.</summary>
internal static class Channels
{
    private const string Insert = """
        INSERT INTO channel (id, authority_id, region, name_zh, name_en, created_at)
        VALUES (@id, @authority, @region, @Zh, @En, @now)
        """;

    private const string Page = """
        SELECT id, region, name_zh, name_en, EXISTS (
            SELECT 1 FROM channel_off o WHERE o.channel_id = channel.id AND o.from_region <= @From AND o.to_region >= @To) AS switched_off
        FROM channel
        WHERE (region BETWEEN @From AND @To OR region IN (0, @province, @city)) AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Find = """
        SELECT id, region, name_zh, name_en, EXISTS (
            SELECT 1 FROM channel_off o WHERE o.channel_id = channel.id AND o.from_region <= @From AND o.to_region >= @To) AS switched_off
        FROM channel
        WHERE id = @id
        """;

    private const string Region = "SELECT region FROM channel WHERE id = @id";

    private const string SwitchOff = """
        INSERT INTO channel_off (channel_id, region, from_region, to_region, officer_id, at)
        VALUES (@id, @region, @From, @To, @officer, @now)
        ON CONFLICT (channel_id, region) DO NOTHING
        """;

    private const string SwitchOn = "DELETE FROM channel_off WHERE channel_id = @id AND region = @region";

    public static Fields Check(CreateChannelRequest request) => new Fields()
        .Region(request.Region, "region")
        .Text(request.Name, "name", 100);

    public static async Task<Outcome<Channel>> CreateAsync(ChangeContext c, CreateChannelRequest request)
    {
        var region = c.Caller.RegionOf(request.Region);
        if (region.Refusal is { } refusal)
        {
            return refusal;
        }

        var row = new Row { Id = Ids.New(), Region = region.Value, NameZh = request.Name.Zh, NameEn = request.Name.En };
        await c.Session.RequireAsync(
            Insert, new { id = row.Id, authority = c.Caller.OwnerId, region = row.Region, request.Name.Zh, request.Name.En, now = c.Now });
        await c.JournalAsync(new JournalEntry
        {
            Event = "channel.admitted",
            Kind = "cha",
            Subject = ChangeContext.Bytes(row.Id),
            At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["region"] = row.Region, ["authority"] = c.Caller.OwnerId },
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["nameZh"] = row.NameZh, ["nameEn"] = row.NameEn },
        });
        return Show(row);
    }

    public static async Task<Outcome<Page<Channel>>> ListAsync(CallContext c, PageQuery query)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<Row>(
            Page, new { From = from, To = to, province = c.Caller.Region / 10_000 * 10_000, city = c.Caller.Region / 100 * 100, after = query.After(0L), rows = query.Rows() });
        return query.Page(rows, Show, row => row.Id);
    }

    /// <summary>The region that admitted the channel; nothing when there is no such channel.</summary>
    public static async Task<int?> RegionOfAsync(Session session, long id) =>
        await session.OptionalAsync<int>(Region, new { id });

    public static Task<Outcome<Channel>> SwitchOffAsync(ChangeContext c, Reason reason) => SwitchAsync(c, reason, off: true);

    public static Task<Outcome<Channel>> SwitchOnAsync(ChangeContext c, Reason reason) => SwitchAsync(c, reason, off: false);

    /// <summary>Switches a channel that serves the caller's region, or a part of it, within the whole of that region.</summary>
    private static async Task<Outcome<Channel>> SwitchAsync(ChangeContext c, Reason reason, bool off)
    {
        var (id, region) = (Ids.Read("cha", c.Id), c.Caller.Region);
        if (await RegionOfAsync(c.Session, id) is not { } admitted || !(Regions.Covers(admitted, region) || Regions.Covers(region, admitted)))
        {
            return ErrorCodes.NotFound;
        }

        var (from, to) = Regions.Subtree(region);
        var changed = off
            ? await c.Session.ExecuteAsync(SwitchOff, new { id, region, From = from, To = to, officer = c.Officer, now = c.Now })
            : await c.Session.ExecuteAsync(SwitchOn, new { id, region });
        if (changed == 1)
        {
            await c.JournalAsync(new JournalEntry
            {
                Event = off ? "channel.switched_off" : "channel.switched_on",
                Kind = "cha",
                Subject = ChangeContext.Bytes(id),
                At = c.Now,
                Reason = reason.Text,
                Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["region"] = region },
            });
        }

        return Show((await c.Session.SingleAsync<Row>(Find, new { id, From = from, To = to }))!);
    }

    private static Channel Show(Row row) => new()
    {
        Id = Ids.Show("cha", row.Id),
        Region = Regions.Show(row.Region),
        Name = new LocalText(row.NameZh, row.NameEn),
        SwitchedOff = row.SwitchedOff,
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public int Region { get; init; }

        public string NameZh { get; init; } = "";

        public string NameEn { get; init; } = "";

        public bool SwitchedOff { get; init; }
    }
}
