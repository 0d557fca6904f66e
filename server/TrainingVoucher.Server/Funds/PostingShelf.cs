using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>A row of <c>posting</c> to come.</summary>
internal sealed record NewPosting(long LineId, DateTimeOffset At, string Debit, string Credit, long Fen, string Cause, string Subject);

/// <summary>Postings; those of one transaction that say the same of the same line become one with their sum.</summary>
internal sealed class PostingShelf : AppendShelf<NewPosting>
{
    private const string Insert = """
        INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject)
        SELECT r.line_id, r.at, r.debit, r.credit, r.fen, r.cause, r.subject
        FROM {rows}
        """;

    public override string Table => "posting";

    public override LockOrder Order => LockOrder.Posting;

    protected override void Write(Trip trip, IReadOnlyList<NewPosting> rows) =>
        trip.Require(Insert, rows.GroupBy(r => r with { Fen = 0 }).Select(g => g.Key with { Fen = g.Sum(r => r.Fen) }).ToList());
}
