using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Identity;

/// <summary>A row of <c>identity_session</c> whose holder was authenticated.</summary>
internal sealed record AssertionRow
{
    public long Id { get; init; }

    public byte[] AssertionHash { get; init; } = [];

    public long ClientId { get; init; }

    public IdentityPurpose Purpose { get; init; }

    public long? BatchId { get; init; }

    /// <summary>The batches of an assertion for several, packed.</summary>
    public byte[]? Batches { get; init; }

    /// <summary>Of several batches the bits of those it was used for.</summary>
    public int Uses { get; init; }

    public byte[]? VoucherId { get; init; }

    public long? InstitutionId { get; init; }

    public string? Reference { get; init; }

    public long PersonId { get; init; }

    public ProxyRelation? Proxy { get; init; }

    public long? ProxyPersonId { get; init; }

    public DateTimeOffset AssertionExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Whether the person has or had a voucher. Rules count vouchers: who never had one is counted by none.</summary>
    public bool HasVouchers { get; init; }

    public Proven Proven => new(PersonId, Proxy is { } relation ? new(relation, ProxyPersonId!.Value) : null);

    /// <summary>Whether it is good for the occasion and was not used for it.</summary>
    public bool IsFor(Occasion occasion) =>
        UsedAt is null
        && Purpose == occasion.Purpose
        && IsForBatch(occasion.Batch)
        && (VoucherId is null ? occasion.Voucher is null : occasion.Voucher is { } id && VoucherId.AsSpan().SequenceEqual(id.ToBytes()))
        && InstitutionId == occasion.Institution
        && Reference == occasion.Reference;

    /// <summary>The row after it was used for the occasion: of several batches the others are left.</summary>
    public AssertionRow UsedFor(Occasion occasion, DateTimeOffset now)
    {
        var uses = Batches is null ? Uses : Uses | NamedBatches.BitOf(Batches, occasion.Batch!.Value);
        return this with { Uses = uses, UsedAt = Batches is null || uses == NamedBatches.AllOf(Batches) ? now : null };
    }

    private bool IsForBatch(long? batch) => Batches is null
        ? BatchId == batch
        : batch is { } one && NamedBatches.BitOf(Batches, one) is var bit and not 0 && (Uses & bit) == 0;
}
