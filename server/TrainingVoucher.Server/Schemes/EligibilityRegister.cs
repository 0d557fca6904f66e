using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>Facts about persons that authorities vouch for, versioned: a new row supersedes the one before and leaves it readable.</summary>
internal sealed class EligibilityRegister(People people)
{
    public const int MaxRows = 100_000;

    private const string Supersede = """
        UPDATE register_entry SET superseded_at = @Now
        WHERE bucket = @bucket AND person_id = @person AND category = @Category AND region = @region AND authority_id = @OwnerId AND superseded_at IS NULL
        """;

    private const string Insert = """
        INSERT INTO register_entry (bucket, person_id, category, region, authority_id, version, evidence, valid_from, valid_to, uploaded_by, uploaded_at)
        SELECT @bucket, @person, @Category, @region, @OwnerId, COALESCE(MAX(version), 0) + 1, @Evidence, @ValidFrom, @ValidTo, @Officer, @Now
        FROM register_entry
        WHERE bucket = @bucket AND person_id = @person AND category = @Category AND region = @region AND authority_id = @OwnerId
        """;

    private const string Facts = """
        SELECT category, region
        FROM register_entry
        WHERE bucket = @bucket AND person_id = @person AND superseded_at IS NULL AND valid_from <= @day AND valid_to >= @day
        """;

    private const string Count = """
        SELECT category, region, COUNT(DISTINCT person_id) AS persons
        FROM register_entry
        WHERE region BETWEEN @From AND @To AND superseded_at IS NULL AND valid_from <= @day AND valid_to >= @day
          AND category || ' ' || region > @after
        GROUP BY category, region
        ORDER BY category || ' ' || region
        LIMIT @rows
        """;

    public async Task<Outcome<RowReport>> UploadAsync(ChangeContext c, Upload<UploadRegisterRequest, RegisterRow> upload)
    {
        var good = PersonRows.Check(upload, r => (r.DocumentType, r.DocumentNumber, r.Name), key: r => r.Category + r.Region, (number, row) => Validate(c, upload, number, row));
        var persons = await people.FindOrAddManyAsync(c.Session, [.. good.Select(g => (g.Value.DocumentType, g.Value.DocumentNumber, g.Value.Name))], c.Now);
        foreach (var (row, person) in good.Select(g => g.Value).Zip(persons))
        {
            var entry = new
            {
                bucket = Ids.BucketOf(person), person, row.Category, region = Regions.Read(row.Region), c.Caller.OwnerId,
                row.Evidence, row.ValidFrom, row.ValidTo, c.Officer, c.Now,
            };
            await c.Session.ExecuteAsync(Supersede, entry);
            await c.Session.RequireAsync(Insert, entry);
        }

        await c.JournalAsync(new()
        {
            Event = "authority.register_uploaded", Kind = "aut", Subject = ChangeContext.Bytes(c.Caller.OwnerId), At = c.Now,
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["rows"] = good.Count },
        });
        return upload.Report(good.Count);
    }

    public static async Task<Outcome<Page<RegisterCount>>> CountAsync(CallContext c, PageQuery q)
    {
        var (from, to) = Regions.Subtree(c.Caller.Region);
        var rows = await c.Session.QueryAsync<CountRow>(Count, new { From = from, To = to, day = Calendar.DayOf(c.Now), after = q.After(""), rows = q.Rows() });
        return q.Page(rows, r => new RegisterCount(r.Category, Regions.Show(r.Region), r.Persons), r => $"{r.Category} {r.Region}");
    }

    public static Task<IReadOnlyList<RegisterFact>> FactsAsync(Session session, long person, DateOnly day) =>
        session.QueryAsync<RegisterFact>(Facts, new { bucket = Ids.BucketOf(person), person, day });

    private static void Validate(ChangeContext c, Upload<UploadRegisterRequest, RegisterRow> upload, int number, RegisterRow row)
    {
        var region = Regions.Read(row.Region);
        var fields = new Fields()
            .Must(PersonCategories.All.Contains(row.Category), "category", "invalid", "Must be a listed category.")
            .Must(region >= 0, "region", "invalid", "Must be a six-digit region code.")
            .Must(region < 0 || Regions.Covers(c.Caller.Region, region), "region", "region_not_yours", "Must be within the caller's region.")
            .Text(row.Evidence, "evidence", 200, optional: true)
            .Must(row.ValidTo >= row.ValidFrom, "validTo", "out_of_range", "Must not be before validFrom.");
        foreach (var error in fields.Errors)
        {
            upload.Reject(number, error.Field, error.Reason, error.Message);
        }
    }

    private sealed record CountRow
    {
        public string Category { get; init; } = "";

        public int Region { get; init; }

        public long Persons { get; init; }
    }
}
