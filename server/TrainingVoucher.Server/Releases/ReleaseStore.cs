using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Releases;

/// <summary>Release rows, and the lists of their targeted batches.</summary>
internal static class ReleaseStore
{
    private const string Columns = "id, authority_id, region, title, state, proposed_by, decided_by";

    private const string Find = $"SELECT {Columns} FROM release WHERE id = @id";

    private const string List = $"SELECT {Columns} FROM release WHERE region BETWEEN @From AND @To AND id > @after ORDER BY id LIMIT @rows";

    private const string InsertRelease = """
        INSERT INTO release (id, authority_id, region, title, state, proposed_by, proposed_at)
        VALUES (@id, @OwnerId, @Region, @Title, 1, @Officer, @Now)
        """;

    private const string InsertBatch = """
        INSERT INTO batch (
            id, number, release_id, scheme_id, line_id, authority_id, region, mode, unit_fen, quantity, opens_at, closes_at, state, query_category, query_region)
        SELECT @Id, COALESCE(MAX(number), 0) + 1, @ReleaseId, @SchemeId, @LineId, @AuthorityId, @Region, @Mode, @UnitFen, @Quantity, @OpensAt, @ClosesAt, 1, @QueryCategory, @QueryRegion
        FROM batch
        """;

    private const string InsertNumber = "INSERT INTO claim_number (batch_id, next) VALUES (@batch, 0)";

    private const string InsertChannel = "INSERT INTO batch_channel (batch_id, channel_id, quota) VALUES (@batch, @channel, @quota)";

    private const string InsertPerson = """
        INSERT INTO batch_person (bucket, person_id, batch_id, listed_by)
        SELECT r.bucket, r.person_id, r.batch_id, r.listed_by
        FROM {rows}
        WHERE TRUE
        ON CONFLICT (bucket, person_id, batch_id) DO NOTHING
        RETURNING person_id
        """;

    private const string InsertPersons = """
        INSERT INTO batch_person (bucket, person_id, batch_id)
        SELECT DISTINCT bucket, person_id, @batch
        FROM register_entry
        WHERE category = @category AND region BETWEEN @From AND @To AND superseded_at IS NULL AND valid_from <= @day AND valid_to >= @day
        ON CONFLICT (bucket, person_id, batch_id) DO NOTHING
        """;

    private const string Count = "SELECT COUNT(*) FROM batch_person WHERE batch_id = @batch";

    private const string Listed = "SELECT person_id FROM batch_person WHERE batch_id = @batch AND person_id > @after ORDER BY person_id LIMIT @most";

    private const string ListedBy = """
        SELECT EXISTS (
            SELECT 1 FROM batch_person p JOIN batch b ON b.id = p.batch_id
            WHERE b.release_id = @Id AND p.listed_by = @Officer)
        """;

    private const string Decide = "UPDATE release SET state = @state, decided_by = @Officer, decided_at = @Now WHERE id = @id AND state = 1";

    private const string DecideBatches = "UPDATE batch SET state = @state WHERE release_id = @id AND state = 1";

    public static async Task<Outcome<Release>> GetAsync(CallContext c, Nothing nothing) =>
        await OwnAsync(c, c.Id) is { } release ? await ShowAsync(c.Session, release.Id) : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<Release>>> ListAsync(CallContext c, PageQuery q)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<ReleaseRow>(List, new { From = from, To = to, after = q.After(0), rows = q.Rows() });
        var shown = new List<(long Id, Release Release)>();
        foreach (var row in rows)
        {
            shown.Add((row.Id, row.ToContract(await BatchStore.OfReleaseAsync(c.Session, row.Id))));
        }

        return q.Page(shown, r => r.Release, r => r.Id);
    }

    public static async Task<Release> ShowAsync(Session session, long id) =>
        (await FindAsync(session, id))!.ToContract(await BatchStore.OfReleaseAsync(session, id));

    public static Task<ReleaseRow?> FindAsync(Session session, long id) => session.SingleAsync<ReleaseRow>(Find, new { id });

    /// <summary>A release of the caller's own authority.</summary>
    public static async Task<ReleaseRow?> OwnAsync(CallContext c, string? publicId) =>
        await FindAsync(c.Session, Ids.Read("rel", publicId)) is { } release && Regions.Covers(c.Caller.Region, release.Region) ? release : null;

    public static Task InsertAsync(ChangeContext c, long id, string title) =>
        c.Session.RequireAsync(InsertRelease, new { id, c.Caller.OwnerId, c.Caller.Region, Title = title, c.Officer, c.Now });

    public static async Task InsertAsync(Session session, BatchRow batch, IEnumerable<(long Channel, int? Quota)> channels)
    {
        await session.RequireAsync(InsertBatch, batch);
        await session.RequireAsync(InsertNumber, new { batch = batch.Id });
        foreach (var (channel, quota) in channels)
        {
            await session.RequireAsync(InsertChannel, new { batch = batch.Id, channel, quota });
        }
    }

    /// <summary>Lists persons; gives those who were not listed before.</summary>
    public static async Task<HashSet<long>> AddPersonsAsync(Session session, long batch, IReadOnlyList<long> persons, long officer) =>
        [.. await session.QueryRowsAsync<ListedPerson, long>(InsertPerson, [.. persons.Select(p => new ListedPerson(Ids.BucketOf(p), p, batch, officer))])];

    /// <summary>Whether the calling officer had a part in what is to be decided: proposed it, or listed persons.</summary>
    public static async Task<bool> IsMakerAsync(ChangeContext c, ReleaseRow release) =>
        release.ProposedBy == c.Officer || await c.Session.ValueAsync<long>(ListedBy, new { release.Id, c.Officer }) == 1;

    /// <summary>Lists everybody who stands in the register on a day.</summary>
    public static Task AddPersonsAsync(Session session, long batch, string category, int region, DateOnly day)
    {
        var (from, to) = Regions.Subtree(region);
        return session.ExecuteAsync(InsertPersons, new { batch, category, From = from, To = to, day });
    }

    public static Task<long> CountAsync(Session session, long batch) => session.ValueAsync<long>(Count, new { batch });

    /// <summary>The persons of a list after one, in the order of their ids.</summary>
    public static Task<IReadOnlyList<long>> ListedAsync(Session session, long batch, long after, int most) =>
        session.QueryAsync<long>(Listed, new { batch, after, most });

    /// <summary>Decides a proposed release; <see langword="false"/> when somebody was faster.</summary>
    public static async Task<bool> DecideAsync(ChangeContext c, long id, ReleaseState state)
    {
        if (await c.Session.ExecuteAsync(Decide, new { id, state, c.Officer, c.Now }) == 0)
        {
            return false;
        }

        var batches = state == ReleaseState.Released ? BatchState.Released : BatchState.Rejected;
        await c.Session.ExecuteAsync(DecideBatches, new { id, state = batches });
        return true;
    }

    private sealed record ListedPerson(int Bucket, long PersonId, long BatchId, long ListedBy);
}
