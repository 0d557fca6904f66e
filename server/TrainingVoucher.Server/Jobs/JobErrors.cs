using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Jobs;

/// <summary>The rows that jobs could not do: neither a name nor a number is among what is kept.</summary>
internal static class JobErrors
{
    private const string Insert = """
        INSERT INTO job_error (job_id, row_number, position, field, reason, code, person_id)
        SELECT r.job_id, r.row_number, r.position, r.field, r.reason, r.code, r.person_id
        FROM {rows}
        """;

    private const string Page = """
        SELECT row_number AS row, position, field, reason, code, person_id
        FROM job_error
        WHERE job_id = @job AND (row_number > @row OR (row_number = @row AND position > @position))
        ORDER BY row_number, position
        LIMIT @most
        """;

    public static Task AddAsync(Session session, long job, IReadOnlyList<JobError> errors)
    {
        var rows = new List<NewRow>(errors.Count);
        foreach (var e in errors)
        {
            var position = rows.Count > 0 && rows[^1].RowNumber == e.Row ? rows[^1].Position + 1 : 0;
            rows.Add(new NewRow(job, e.Row, position, e.Field, e.Reason, e.Code, e.PersonId));
        }

        return session.RequireRowsAsync(Insert, rows);
    }

    /// <summary>The errors after one, in the order of the rows.</summary>
    public static Task<IReadOnlyList<JobErrorRow>> AfterAsync(Session session, long job, JobErrorRow? last, int most) =>
        session.QueryAsync<JobErrorRow>(Page, new { job, row = last?.Row ?? 0, position = last?.Position ?? 0, most });

    private sealed record NewRow(long JobId, long RowNumber, int Position, string Field, string Reason, string? Code, long? PersonId);
}

/// <summary>A row of <c>job_error</c>.</summary>
internal sealed record JobErrorRow
{
    public long Row { get; init; }

    public int Position { get; init; }

    public string Field { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Code { get; init; }

    public long? PersonId { get; init; }
}
