namespace TrainingVoucher.Contracts;

/// <summary>Which vouchers to revoke, and why. At least one of scheme, batch, institution and channel must be given.</summary>
public sealed record RevokeVouchersRequest
{
    /// <summary>Of this scheme.</summary>
    public string? SchemeId { get; init; }

    /// <summary>Of this batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Of this region's subtree; the caller's whole region when left out.</summary>
    public string? Region { get; init; }

    /// <summary>Redeemed by this institution.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>Claimed through this channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>In this state when its turn comes; in any state from which it has not ended when left out.</summary>
    public VoucherState? State { get; init; }

    /// <summary>Why, 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

public static partial class Operations
{
    /// <summary>Revokes many vouchers.</summary>
    public static readonly Operation<RevokeVouchersRequest, Job> RevokeVouchers =
        new("POST", "/v1/vouchers/revocations", Audience.Authority)
        {
            Summary = "Revoke all vouchers of a selection that exist by now and are not paid; gives a job that does it.",
            Refusals = [ErrorCodes.RegionNotYours],
        };
}
