using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>A row of <c>voucher_check</c>.</summary>
/// <param name="Bucket">The bucket of the voucher.</param>
/// <param name="VoucherId">The voucher that was asked about.</param>
/// <param name="At">When.</param>
/// <param name="ClientId">Which system asked.</param>
/// <param name="InstitutionId">For which institution.</param>
/// <param name="Outcome">What it was told: <c>usable</c>, or the code of the refusal.</param>
internal sealed record CheckRow(int Bucket, byte[] VoucherId, DateTimeOffset At, long ClientId, long InstitutionId, string Outcome);

/// <summary>Records of checks to come.</summary>
internal sealed class CheckShelf : AppendShelf<CheckRow>
{
    private const string Insert = """
        INSERT INTO voucher_check (bucket, voucher_id, at, client_id, institution_id, outcome)
        SELECT r.bucket, r.voucher_id, r.at, r.client_id, r.institution_id, r.outcome
        FROM {rows}
        """;

    public override string Table => "voucher_check";

    public override LockOrder Order => LockOrder.Check;

    protected override void Write(Trip trip, IReadOnlyList<CheckRow> rows) => trip.Require(Insert, rows);
}
