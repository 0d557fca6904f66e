using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>Application rows and their lines. Updates are guarded by the version or the state that was read.</summary>
internal static class ApplicationStore
{
    private const string Columns = "id, institution_id, authority_id, region, benefit, state, submitted_at, reviewed_by, approved_by, version";

    private const string LineColumns = "application_id, line, bucket, voucher_id, benefit, budget_line_id, fen, state, reason, reviewed_by, approved_by";

    private const string Find = $"SELECT {Columns} FROM application WHERE id = @id";

    private const string Lines = $"SELECT {LineColumns} FROM application_line WHERE application_id = @id ORDER BY line";

    private const string OfInstitution = $"SELECT {Columns} FROM application WHERE institution_id = @OwnerId {Newest}";

    private const string OfRegion = $"SELECT {Columns} FROM application WHERE region BETWEEN @From AND @To {Newest}";

    private const string Newest = """
        AND (@state IS NULL OR state = @state) AND (submitted_at < @at OR (submitted_at = @at AND id < @id))
        ORDER BY submitted_at DESC, id DESC
        LIMIT @rows
        """;

    private const string Insert = """
        INSERT INTO application (id, institution_id, authority_id, region, benefit, state, submitted_at)
        VALUES (@Id, @InstitutionId, @AuthorityId, @Region, @Benefit, @State, @SubmittedAt)
        """;

    private const string Update = """
        UPDATE application SET state = @State, reviewed_by = @ReviewedBy, approved_by = @ApprovedBy, version = version + 1
        WHERE id = @Id AND version = @Version
        """;

    private const string InsertLine = """
        INSERT INTO application_line (application_id, line, bucket, voucher_id, benefit, budget_line_id, fen, state)
        VALUES (@ApplicationId, @Line, @Bucket, @VoucherId, @Benefit, @BudgetLineId, @Fen, @State)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateLine = """
        UPDATE application_line SET state = @State, reason = @Reason, reviewed_by = @ReviewedBy, approved_by = @ApprovedBy
        WHERE application_id = @ApplicationId AND line = @Line AND state = @before
        """;

    public static async Task<Application?> FindAsync(Session session, long id) =>
        await session.SingleAsync<ApplicationRow>(Find, new { id }) is { } row ? await WithLinesAsync(session, row) : null;

    public static async Task<Application> WithLinesAsync(Session session, ApplicationRow row) =>
        new(row, await session.QueryAsync<LineRow>(Lines, new { id = row.Id }));

    public static Task<IReadOnlyList<ApplicationRow>> ListAsync(Session session, long institution, ApplicationState? state, (long At, long Id) before, int rows) =>
        session.QueryAsync<ApplicationRow>(OfInstitution, new { OwnerId = institution, state = (int?)state, at = before.At, id = before.Id, rows });

    public static Task<IReadOnlyList<ApplicationRow>> ListAsync(Session session, (int From, int To) region, ApplicationState? state, (long At, long Id) before, int rows) =>
        session.QueryAsync<ApplicationRow>(OfRegion, new { region.From, region.To, state = (int?)state, at = before.At, id = before.Id, rows });

    public static Task InsertAsync(Session session, ApplicationRow row) => session.RequireAsync(Insert, row);

    /// <summary>Adds a line; <see langword="false"/> when the voucher is in a live application already.</summary>
    public static async Task<bool> InsertAsync(Session session, LineRow line) => await session.ExecuteAsync(InsertLine, line) == 1;

    /// <summary>Changes an application; <see langword="false"/> when somebody was faster.</summary>
    public static async Task<bool> UpdateAsync(Session session, ApplicationRow row) => await session.ExecuteAsync(Update, row) == 1;

    /// <summary>Changes a line; <see langword="false"/> when somebody was faster.</summary>
    public static async Task<bool> UpdateAsync(Session session, LineMove move)
    {
        var (line, before) = (move.After, move.Before.State);
        return await session.ExecuteAsync(
            UpdateLine, new { line.State, line.Reason, line.ReviewedBy, line.ApprovedBy, line.ApplicationId, line.Line, before }) == 1;
    }
}
