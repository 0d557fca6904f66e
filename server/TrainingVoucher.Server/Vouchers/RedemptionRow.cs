namespace TrainingVoucher.Server.Vouchers;

/// <summary>A line of what an institution has redeemed: in a table of its own, so that a redemption changes no index of the voucher.</summary>
/// <param name="InstitutionId">Which redeemed.</param>
/// <param name="RedeemedAt">When.</param>
/// <param name="Bucket">Where the voucher lies.</param>
/// <param name="VoucherId">The voucher.</param>
/// <param name="DueOn">On which day the sweep looks at it again; nothing when it need not.</param>
internal sealed record RedemptionRow(long InstitutionId, DateTimeOffset RedeemedAt, int Bucket, byte[] VoucherId, DateOnly? DueOn)
{
    /// <summary>The line of a voucher as it is when it is redeemed; nothing for one that is not.</summary>
    public static RedemptionRow? Of(VoucherRow? voucher) =>
        voucher is { InstitutionId: { } institution, RedeemedAt: { } at, ClassEndsOn: { } ends } ? new(institution, at, voucher.Bucket, voucher.Id, ends.AddDays(1)) : null;

    /// <inheritdoc/>
    public bool Equals(RedemptionRow? other) =>
        other is not null && (InstitutionId, RedeemedAt, DueOn) == (other.InstitutionId, other.RedeemedAt, other.DueOn) && VoucherId.AsSpan().SequenceEqual(other.VoucherId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InstitutionId, RedeemedAt);
}
