using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>A voucher and the terms of its scheme: all that the transition function looks at.</summary>
internal record VoucherRow
{
    public int Bucket { get; init; }

    public byte[] Id { get; init; } = [];

    public long BatchId { get; init; }

    public long SchemeId { get; init; }

    public int Region { get; init; }

    public long PersonId { get; init; }

    /// <summary>The state on record; <see cref="StateAt"/> is the one that counts.</summary>
    public VoucherState State { get; init; }

    /// <summary>Whether this voucher is suspended by itself.</summary>
    public bool Suspended { get; init; }

    public bool Contested { get; init; }

    public DateOnly FirstDay { get; init; }

    public DateOnly LastDay { get; init; }

    /// <summary>What is reserved for it: the face value, or the cap.</summary>
    public long UnitFen { get; init; }

    /// <summary>What its redemption obligated.</summary>
    public long AmountFen { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long? ChannelId { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public long? Shard { get; init; }

    public int? ShardIndex { get; init; }

    public string? Token { get; init; }

    public long? InstitutionId { get; init; }

    /// <summary>The course platform that redeemed it for the institution; it hears of what becomes of it.</summary>
    public long? PlatformId { get; init; }

    public string? Project { get; init; }

    public int? Level { get; init; }

    public DateOnly? ClassEndsOn { get; init; }

    public DateTimeOffset? RedeemedAt { get; init; }

    public long? ApplicationId { get; init; }

    /// <summary>What somebody is to the holder who claimed it in his place.</summary>
    public ProxyRelation? ClaimProxy { get; init; }

    /// <summary>The same for its redemption.</summary>
    public ProxyRelation? RedeemProxy { get; init; }

    /// <summary>On which day the sweep looks whether it expired, never later than that is due; nothing when it need not.</summary>
    public DateOnly? DueOn { get; init; }

    public int Version { get; init; } = 1;

    public Concern Concern => ConcernSince(this);

    public VoucherCode Code => new(VoucherId.FromBytes(Id));

    /// <summary>The state at an instant: unused after its last day a voucher is expired, whether or not anything has recorded it.</summary>
    public VoucherState StateAt(DateTimeOffset now) =>
        State is VoucherState.Assigned or VoucherState.Claimed && Calendar.DayOf(now) > LastDay ? VoucherState.Expired : State;

    /// <summary>Whom a change concerns: while no channel has the voucher, each through which its holder may come to accept it.</summary>
    public Concern ConcernSince(VoucherRow before)
    {
        var channel = ChannelId ?? before.ChannelId;
        return new(Region, channel, InstitutionId ?? before.InstitutionId, PlatformId ?? before.PlatformId, channel is null ? BatchId : null);
    }
}

/// <summary>A voucher to be written over what was read.</summary>
internal sealed record ChangedVoucher : VoucherRow
{
    public ChangedVoucher(VoucherRow row, int was)
        : base(row) => Was = was;

    /// <summary>The version that was read.</summary>
    public int Was { get; init; }
}

/// <summary>What the scheme says about vouchers already given out, and whether batch or scheme is suspended.</summary>
/// <param name="ReversalHours">For how long a redemption can be reversed.</param>
/// <param name="ReversalRestoresDays">How many days a reversal restores at least.</param>
/// <param name="LapseDays">After how many days from the end of its class an unclaimed redemption lapses.</param>
/// <param name="Suspended">Whether batch or scheme is suspended.</param>
/// <param name="SettlesItself">Whether it settles when its class ends, without an application: an attendance voucher.</param>
/// <param name="CountsEver">Whether settled and lapsed vouchers still count towards the limit per person.</param>
internal sealed record VoucherTerms(int ReversalHours, int ReversalRestoresDays, int LapseDays, bool Suspended, bool SettlesItself, bool CountsEver);
