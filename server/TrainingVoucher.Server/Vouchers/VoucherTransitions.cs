using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Funds;
using TrainingVoucher.Server.Storage;
using State = TrainingVoucher.Contracts.VoucherState;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>
/// The life of a voucher, as one pure function. Nothing else changes a state. <c>docs/states.md</c> shows the table;
/// a test holds the two against each other.
/// </summary>
internal static class VoucherTransitions
{
    /// <summary>Decides a command on a voucher at an instant.</summary>
    public static Decision Decide(VoucherRow voucher, VoucherTerms terms, VoucherCommand command, DateTimeOffset now)
    {
        var (state, today) = (voucher.StateAt(now), Calendar.DayOf(now));
        return command switch
        {
            VoucherCommand.Accept accept => state == State.Assigned ? Accepted(voucher, terms, accept, now) : Gone(state, ErrorCodes.AlreadyClaimed),
            VoucherCommand.Decline => state == State.Assigned ? Unused(voucher, State.Declined, "declined") : Gone(state, ErrorCodes.NotAssigned),
            VoucherCommand.Return => state == State.Claimed ? Unused(voucher, State.Returned, "returned") : Gone(state, ErrorCodes.NotClaimed),
            VoucherCommand.Exchange => state == State.Claimed ? Exchanged(voucher) : Gone(state, ErrorCodes.NotClaimed),
            VoucherCommand.Revoke => Withdrawn(voucher, state),
            VoucherCommand.Expire => state == State.Expired && voucher.State != State.Expired ? Unused(voucher, State.Expired, "expired") : ErrorCodes.VoucherEnded,
            VoucherCommand.Redeem redeem => Redeemed(voucher, terms, redeem, state, now),
            VoucherCommand.Reverse reverse => Reversed(voucher, terms, reverse, state, now),
            VoucherCommand.Apply apply => AppliedFor(voucher, terms, apply, state, today),
            VoucherCommand.TakeOut => TakenOut(voucher, state),
            VoucherCommand.Approve => Moved(voucher, state, State.Applied, State.Approved, "approved", new(Balance.Obligated, Balance.Approved, voucher.AmountFen)),
            VoucherCommand.Disburse => Moved(voucher, state, State.Approved, State.Disbursed, "disbursed", new(Balance.Approved, Balance.Disbursed, voucher.AmountFen)),
            VoucherCommand.PaymentReturned => Moved(voucher, state, State.Disbursed, State.Approved, "payment_returned", new(Balance.Disbursed, Balance.Approved, voucher.AmountFen)),
            VoucherCommand.Settle => Settled(voucher, terms, state, State.Disbursed),
            VoucherCommand.SettleUnpaid => terms.SettlesItself && today > voucher.ClassEndsOn ? Settled(voucher, terms, state, State.Redeemed) : ErrorCodes.ApplicationState,
            VoucherCommand.Lapse => Lapsed(voucher, terms, state, today),
            VoucherCommand.Suspend => Flagged(voucher, state, true, "suspended"),
            VoucherCommand.Resume => Flagged(voucher, state, false, "resumed"),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    /// <summary>Why a voucher cannot be redeemed now; nothing when it can.</summary>
    public static ErrorCode? RefusesUse(VoucherRow voucher, VoucherTerms terms, DateTimeOffset now) => voucher.StateAt(now) switch
    {
        State.Claimed when voucher.Suspended || terms.Suspended => ErrorCodes.Suspended,
        State.Claimed when Calendar.DayOf(now) < voucher.FirstDay => ErrorCodes.NotStarted,
        State.Claimed => null,
        var state => Gone(state, ErrorCodes.NotClaimed),
    };

    private static Decision Accepted(VoucherRow voucher, VoucherTerms terms, VoucherCommand.Accept accept, DateTimeOffset now)
    {
        if (voucher.Suspended || terms.Suspended)
        {
            return ErrorCodes.Suspended;
        }

        var after = voucher with
        {
            State = State.Claimed,
            ChannelId = accept.ChannelId,
            ClaimedAt = now,
            FirstDay = accept.FirstDay,
            LastDay = accept.LastDay,
            Shard = accept.Shard,
            ShardIndex = accept.ShardIndex,
            Token = accept.Token,
            ClaimProxy = accept.Proxy,
        };
        return Decision.To(after, "claimed") with { UnusedCount = 1 };
    }

    /// <summary>Ends an unused voucher: its place, its money and the person's limits are free again.</summary>
    private static Decision Unused(VoucherRow voucher, State end, string @event) =>
        Decision.To(voucher with { State = end }, @event) with
        {
            FreesPlace = true,
            SchemeCount = -1,
            UnusedCount = voucher.State == State.Claimed ? -1 : 0,
        };

    /// <summary>A suspended voucher can be given up, but not turned into a good one.</summary>
    private static Decision Exchanged(VoucherRow voucher) =>
        voucher.Suspended ? ErrorCodes.Suspended : Unused(voucher, State.Returned, "exchanged");

    private static Decision Withdrawn(VoucherRow voucher, State state) => state switch
    {
        State.Assigned or State.Claimed => Unused(voucher, State.Revoked, "revoked"),
        State.Redeemed or State.Applied => Freed(voucher, State.Revoked, "revoked", Balance.Obligated) with { SchemeCount = -1 },
        State.Approved => Freed(voucher, State.Revoked, "revoked", Balance.Approved) with { SchemeCount = -1 },
        State.Settled => ErrorCodes.Settled,
        State.Expired => ErrorCodes.Expired,
        _ => ErrorCodes.NotRevocable,
    };

    private static Decision Redeemed(VoucherRow voucher, VoucherTerms terms, VoucherCommand.Redeem redeem, State state, DateTimeOffset now)
    {
        if (RefusesUse(voucher, terms, now) is { } refusal)
        {
            return state == State.Redeemed && voucher.InstitutionId != redeem.InstitutionId ? ErrorCodes.WrongInstitution : refusal;
        }

        if (redeem.AmountFen < 0 || redeem.AmountFen > voucher.UnitFen)
        {
            throw new ArgumentOutOfRangeException(nameof(redeem), "The amount of a redemption lies between nothing and what is reserved.");
        }

        var after = voucher with
        {
            State = State.Redeemed,
            InstitutionId = redeem.InstitutionId,
            PlatformId = redeem.PlatformId,
            Project = redeem.Project,
            Level = redeem.Level,
            ClassEndsOn = redeem.ClassEndsOn,
            AmountFen = redeem.AmountFen,
            RedeemedAt = now,
            RedeemProxy = redeem.Proxy,
        };
        return Decision.To(after, "redeemed") with
        {
            UnusedCount = -1,
            Money = [new(Balance.Reserved, Balance.Obligated, redeem.AmountFen), new(Balance.Reserved, Balance.Available, voucher.UnitFen - redeem.AmountFen)],
        };
    }

    private static Decision Reversed(VoucherRow voucher, VoucherTerms terms, VoucherCommand.Reverse reverse, State state, DateTimeOffset now)
    {
        if (voucher.InstitutionId != reverse.InstitutionId)
        {
            return ErrorCodes.UnknownCode;
        }

        if (state != State.Redeemed)
        {
            return state is State.Applied or State.Approved or State.Disbursed ? ErrorCodes.InApplication : Gone(state, ErrorCodes.NotRedeemed);
        }

        if (now >= voucher.RedeemedAt!.Value.AddHours(terms.ReversalHours))
        {
            return ErrorCodes.ReversalWindowOver;
        }

        var restored = Calendar.DayOf(now).AddDays(terms.ReversalRestoresDays - 1);
        var after = voucher with
        {
            State = State.Claimed,
            InstitutionId = null,
            PlatformId = null,
            Project = null,
            Level = null,
            ClassEndsOn = null,
            AmountFen = 0,
            RedeemedAt = null,
            RedeemProxy = null,
            LastDay = restored > voucher.LastDay ? restored : voucher.LastDay,
        };
        return Decision.To(after, "reversed") with
        {
            UnusedCount = 1,
            Money = [new(Balance.Obligated, Balance.Reserved, voucher.AmountFen), new(Balance.Available, Balance.Reserved, voucher.UnitFen - voucher.AmountFen)],
        };
    }

    private static Decision AppliedFor(VoucherRow voucher, VoucherTerms terms, VoucherCommand.Apply apply, State state, DateOnly today)
    {
        if (voucher.InstitutionId is { } redeemer && redeemer != apply.InstitutionId)
        {
            return ErrorCodes.UnknownCode;
        }

        if (voucher.Contested)
        {
            return ErrorCodes.Suspended;
        }

        return state switch
        {
            State.Redeemed when terms.SettlesItself => ErrorCodes.SettlesItself,
            State.Redeemed when IsLapsed(voucher, terms, today) => ErrorCodes.Lapsed,
            State.Redeemed => Decision.To(voucher with { State = State.Applied, ApplicationId = apply.ApplicationId }, "applied"),
            State.Applied or State.Approved or State.Disbursed => ErrorCodes.InApplication,
            _ => Gone(state, ErrorCodes.NotRedeemed),
        };
    }

    private static Decision TakenOut(VoucherRow voucher, State state)
    {
        var after = voucher with { State = State.Redeemed, ApplicationId = null };
        return state switch
        {
            State.Applied => Decision.To(after, "taken_out"),
            State.Approved => Decision.To(after, "taken_out") with { Money = [new(Balance.Approved, Balance.Obligated, voucher.AmountFen)] },
            _ => ErrorCodes.ApplicationState,
        };
    }

    private static Decision Moved(VoucherRow voucher, State state, State from, State to, string @event, Movement money) =>
        state == from ? Decision.To(voucher with { State = to }, @event) with { Money = [money] } : ErrorCodes.ApplicationState;

    private static Decision Settled(VoucherRow voucher, VoucherTerms terms, State state, State from) => state == from
        ? Decision.To(voucher with { State = State.Settled }, "settled") with { SchemeCount = terms.CountsEver ? 0 : -1 }
        : state == State.Settled ? ErrorCodes.Settled : ErrorCodes.ApplicationState;

    private static Decision Lapsed(VoucherRow voucher, VoucherTerms terms, State state, DateOnly today) =>
        state == State.Redeemed && IsLapsed(voucher, terms, today)
            ? Freed(voucher, State.Lapsed, "lapsed", Balance.Obligated) with { SchemeCount = terms.CountsEver ? 0 : -1 }
            : ErrorCodes.NotRedeemed;

    /// <summary>Whether the time to apply for a redemption is over, whether or not the sweeper has recorded it.</summary>
    private static bool IsLapsed(VoucherRow voucher, VoucherTerms terms, DateOnly today) =>
        today > voucher.ClassEndsOn!.Value.AddDays(terms.LapseDays);

    private static Decision Freed(VoucherRow voucher, State end, string @event, Balance from) =>
        Decision.To(voucher with { State = end }, @event) with { Money = [new(from, Balance.Available, voucher.AmountFen)] };

    private static Decision Flagged(VoucherRow voucher, State state, bool suspended, string @event) =>
        state is State.Assigned or State.Claimed or State.Redeemed or State.Applied or State.Approved or State.Disbursed
            ? Decision.To(voucher with { Suspended = suspended }, @event)
            : ErrorCodes.VoucherEnded;

    /// <summary>Says what became of a voucher that is not where the command needs it.</summary>
    private static ErrorCode Gone(State state, ErrorCode otherwise) => state switch
    {
        State.Redeemed or State.Applied or State.Approved or State.Disbursed => ErrorCodes.AlreadyRedeemed,
        State.Settled => ErrorCodes.Settled,
        State.Expired => ErrorCodes.Expired,
        State.Declined or State.Returned => ErrorCodes.Returned,
        State.Revoked => ErrorCodes.Revoked,
        State.Lapsed => ErrorCodes.Lapsed,
        _ => otherwise,
    };
}
