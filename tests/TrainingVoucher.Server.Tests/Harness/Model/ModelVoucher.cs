using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>What a scheme says about the vouchers already given out.</summary>
internal sealed record ModelTerms(int ReversalHours, int RestoresDays, int LapseDays, bool SettlesItself, bool CountsEver);

/// <summary>
/// A voucher as <c>docs/states.md</c> tells its life, written from that text alone: it shares no code with the server. Money and counts are
/// not moved but follow from the state, so that the server's movements are held against something of another kind.
/// </summary>
internal sealed record ModelVoucher(VoucherState State, long UnitFen, DateOnly FirstDay, DateOnly LastDay)
{
    public bool Suspended { get; init; }

    public bool Contested { get; init; }

    public long AmountFen { get; init; }

    public int? School { get; init; }

    public DateOnly? ClassEndsOn { get; init; }

    public DateTimeOffset? RedeemedAt { get; init; }

    public int? Application { get; init; }

    /// <summary>Whether it was ever used: what ends after its use keeps its place.</summary>
    public bool WasUsed => School is not null;

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime.AddHours(8));

    /// <summary>Unused after its last day a voucher is expired, recorded or not.</summary>
    public VoucherState At(DateTimeOffset now) => IsUnused && DayOf(now) > LastDay ? VoucherState.Expired : State;

    public bool IsUnused => State is VoucherState.Assigned or VoucherState.Claimed;

    /// <summary>Where the money of this voucher stands and how much it is; nowhere when it is free again.</summary>
    public (string Balance, long Fen) Money(DateTimeOffset now) => At(now) switch
    {
        VoucherState.Assigned or VoucherState.Claimed => ("reserved", UnitFen),
        VoucherState.Redeemed or VoucherState.Applied => ("obligated", AmountFen),
        VoucherState.Approved => ("approved", AmountFen),
        VoucherState.Disbursed or VoucherState.Settled => ("disbursed", AmountFen),
        _ => ("", 0),
    };

    /// <summary>Whether it takes a place of its batch.</summary>
    public bool TakesPlace(DateTimeOffset now) =>
        At(now) is not (VoucherState.Expired or VoucherState.Declined or VoucherState.Returned) && (State != VoucherState.Revoked || WasUsed);

    /// <summary>Whether it counts towards the limit per person of its scheme.</summary>
    public bool Counts(ModelTerms terms, DateTimeOffset now) => At(now) switch
    {
        VoucherState.Settled or VoucherState.Lapsed => terms.CountsEver,
        VoucherState.Expired or VoucherState.Declined or VoucherState.Returned or VoucherState.Revoked => false,
        _ => true,
    };

    /// <summary>Whether it counts as unused towards the limit of its group.</summary>
    public bool CountsUnused(DateTimeOffset now) => At(now) == VoucherState.Claimed;
}
