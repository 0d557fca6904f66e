using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>The dated table of subsidy standards: what a project pays, to whom, on which day.</summary>
internal static class SubsidyStandards
{
    public const int MaxRows = 10_000;
    public const int LongestProject = 64;
    private const long MaxFen = 1_000_000_000;

    private const string Insert = """
        INSERT INTO subsidy_standard (id, authority_id, project, level, category, fen, valid_from, valid_to, created_at)
        VALUES (@id, @OwnerId, @Project, @Level, @category, @Fen, @ValidFrom, @ValidTo, @Now)
        ON CONFLICT (authority_id, project, level, category, valid_from) DO NOTHING
        """;

    private const string List = """
        SELECT id, project, level, category, fen, valid_from, valid_to
        FROM subsidy_standard
        WHERE authority_id = @OwnerId AND id > @after
        ORDER BY id
        LIMIT @rows
        """;

    private const string Best = """
        SELECT MAX(s.fen) AS fen
        FROM {rows}
        JOIN subsidy_standard s ON s.category = r.category
        WHERE s.authority_id = r.authority AND s.project = r.project AND s.level = r.level AND s.valid_from <= r.day AND s.valid_to >= r.day
        """;

    public static async Task<Outcome<RowReport>> AddAsync(ChangeContext c, Upload<AddSubsidyStandardsRequest, SubsidyStandard> upload)
    {
        var accepted = 0;
        foreach (var (number, row) in upload.Rows)
        {
            if (Validate(row) is { Count: > 0 } errors)
            {
                errors.ToList().ForEach(e => upload.Reject(number, e.Field, e.Reason, e.Message));
                continue;
            }

            var values = new { id = Ids.New(), c.Caller.OwnerId, row.Project, row.Level, category = row.Category ?? "", row.Fen, row.ValidFrom, row.ValidTo, c.Now };
            var inserted = await c.Session.ExecuteAsync(Insert, values);
            accepted += inserted;
            if (inserted == 0)
            {
                upload.Reject(number, "validFrom", "duplicate", "A standard of this project, level and category begins on that day already.");
            }
        }

        await c.JournalAsync("authority.standards_added", "aut", c.Caller.OwnerId);
        return upload.Report(accepted);
    }

    public static async Task<Outcome<Page<SubsidyStandard>>> ListAsync(CallContext c, PageQuery q)
    {
        var rows = await c.Session.QueryAsync<Row>(List, new { c.Caller.OwnerId, after = q.After(0), rows = q.Rows() });
        return q.Page(rows, r => r.ToContract(), r => r.Id);
    }

    /// <summary>What the project pays on that day to somebody of these categories: the highest standard that fits; nothing when none does.</summary>
    public static async Task<long?> FindAsync(Session session, long authority, string project, int level, IReadOnlyCollection<string> categories, DateOnly day)
    {
        var fits = await session.QueryRowsAsync<Wanted, long?>(Best, [.. categories.Prepend("").Select(category => new Wanted(authority, project, level, category, day))]);
        return fits.Max();
    }

    public static bool IsProject(string? project) =>
        project is { Length: > 0 and <= LongestProject } && project.All(ch => char.IsLetterOrDigit(ch) || ch is '.' or '-') && !IdNumbers.StandIn(project);

    private static IReadOnlyList<FieldError> Validate(SubsidyStandard r) => new Fields()
        .Must(IsProject(r.Project), "project", "invalid", "Must have 1 to 64 letters, digits, dots and dashes.")
        .Range(r.Level, "level", 0, 5)
        .Must(r.Category is null || PersonCategories.All.Contains(r.Category), "category", "invalid", "Must be a listed category.")
        .Range(r.Fen, "fen", 0, MaxFen)
        .Must(r.ValidTo >= r.ValidFrom, "validTo", "out_of_range", "Must not be before validFrom.")
        .Errors;

    private sealed record Wanted(long Authority, string Project, int Level, string Category, DateOnly Day);

    private sealed record Row
    {
        public long Id { get; init; }

        public string Project { get; init; } = "";

        public int Level { get; init; }

        public string Category { get; init; } = "";

        public long Fen { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }

        public SubsidyStandard ToContract() => new()
        {
            Project = Project,
            Level = Level,
            Category = Category.Length == 0 ? null : Category,
            Fen = Fen,
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
        };
    }
}
