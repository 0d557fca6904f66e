using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>A row of <c>verification</c>: one attempt to check, redeem or reverse, and what came of it.</summary>
internal sealed record VerificationRow
{
    public long InstitutionId { get; init; }

    public DateTimeOffset At { get; init; }

    public long Id { get; init; }

    /// <summary>The system that asked.</summary>
    public long ClientId { get; init; }

    /// <summary>The course platform it belongs to; nothing when it is the institution's own.</summary>
    public long? PlatformId { get; init; }

    public VerificationKind Kind { get; init; }

    /// <summary>Nothing for a check of before it was recorded.</summary>
    public ScanForm? Form { get; init; }

    /// <summary><see cref="Verification.Accepted"/>, or the code of the refusal.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The voucher, when the institution may know of it.</summary>
    public byte[]? VoucherId { get; init; }

    public string? Device { get; init; }
}

/// <summary>Records of attempts to come.</summary>
internal sealed class VerificationShelf : AppendShelf<VerificationRow>
{
    private const string Insert = """
        INSERT INTO verification (institution_id, at, id, client_id, platform_id, kind, form, outcome, voucher_id, device)
        SELECT r.institution_id, r.at, r.id, r.client_id, r.platform_id, r.kind, r.form, r.outcome, r.voucher_id, r.device
        FROM {rows}
        """;

    public override string Table => "verification";

    public override LockOrder Order => LockOrder.Verification;

    protected override void Write(Trip trip, IReadOnlyList<VerificationRow> rows) => trip.Require(Insert, rows);
}
