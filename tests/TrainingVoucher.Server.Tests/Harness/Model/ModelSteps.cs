using S = TrainingVoucher.Contracts.VoucherState;

namespace TrainingVoucher.Server.Tests.Harness.Model;

/// <summary>One step of a voucher in the model: the code of a refusal, or the voucher afterwards.</summary>
internal static class ModelSteps
{
    public static (string? Refusal, ModelVoucher After) Step(this ModelVoucher v, Act act, ModelTerms terms, DateTimeOffset now, bool aboveSuspended = false)
    {
        var (state, today) = (v.At(now), ModelVoucher.DayOf(now));
        var refusal = act.Kind switch
        {
            ActKind.Accept => Needs(state, S.Assigned, "already_claimed") ?? (v.Suspended || aboveSuspended ? "suspended" : null),
            ActKind.Decline => Needs(state, S.Assigned, "not_assigned"),
            ActKind.Return => Needs(state, S.Claimed, "not_claimed"),
            ActKind.Exchange => Needs(state, S.Claimed, "not_claimed") ?? (v.Suspended ? "suspended" : null),
            ActKind.Revoke => Revoking(state),
            ActKind.Expire => v.IsUnused && state == S.Expired ? null : "voucher_ended",
            ActKind.Redeem => state == S.Redeemed && v.School != act.School ? "wrong_institution"
                : Needs(state, S.Claimed, "not_claimed") ?? (v.Suspended || aboveSuspended ? "suspended" : today < v.FirstDay ? "not_started" : null),
            ActKind.Reverse => v.School != act.School ? "unknown_code" : Reversing(v, state, terms, now),
            ActKind.Apply => v.WasUsed && v.School != act.School ? "unknown_code" : v.Contested ? "suspended" : Applying(v, state, terms, today),
            ActKind.TakeOut => state is S.Applied or S.Approved ? null : "application_state",
            ActKind.Approve => state == S.Applied ? null : "application_state",
            ActKind.Disburse => state == S.Approved ? null : "application_state",
            ActKind.PaymentReturned => state == S.Disbursed ? null : "application_state",
            ActKind.Settle => state == S.Disbursed ? null : state == S.Settled ? "settled" : "application_state",
            ActKind.Lapse => state == S.Redeemed && IsOver(v, terms, today) ? null : "not_redeemed",
            ActKind.SettleUnpaid => Unpaid(v, state, terms, today),
            ActKind.Suspend or ActKind.Resume => IsLive(state) ? null : "voucher_ended",
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
        return refusal is null ? (null, After(v, act, terms, today, now)) : (refusal, v);
    }

    private static ModelVoucher After(ModelVoucher v, Act act, ModelTerms terms, DateOnly today, DateTimeOffset now) => act.Kind switch
    {
        ActKind.Accept => v with { State = S.Claimed, FirstDay = act.FirstDay, LastDay = act.LastDay },
        ActKind.Decline => v with { State = S.Declined },
        ActKind.Return or ActKind.Exchange => v with { State = S.Returned },
        ActKind.Revoke => v with { State = S.Revoked },
        ActKind.Expire => v with { State = S.Expired },
        ActKind.Redeem => v with { State = S.Redeemed, School = act.School, AmountFen = act.Fen, ClassEndsOn = act.ClassEndsOn, RedeemedAt = now },
        ActKind.Reverse => v with
        {
            State = S.Claimed,
            School = null,
            AmountFen = 0,
            ClassEndsOn = null,
            RedeemedAt = null,
            LastDay = Later(v.LastDay, today.AddDays(terms.RestoresDays - 1)),
        },
        ActKind.Apply => v with { State = S.Applied, Application = act.Application },
        ActKind.TakeOut => v with { State = S.Redeemed, Application = null },
        ActKind.Approve or ActKind.PaymentReturned => v with { State = S.Approved },
        ActKind.Disburse => v with { State = S.Disbursed },
        ActKind.Settle or ActKind.SettleUnpaid => v with { State = S.Settled },
        ActKind.Lapse => v with { State = S.Lapsed },
        _ => v with { Suspended = act.Kind == ActKind.Suspend },
    };

    private static string? Needs(S state, S needed, string otherwise) => state == needed ? null : Gone(state) ?? otherwise;

    /// <summary>The columns of the table in which most commands say the same.</summary>
    private static string? Gone(S state) => state switch
    {
        S.Redeemed or S.Applied or S.Approved or S.Disbursed => "already_redeemed",
        S.Settled => "settled",
        S.Expired => "expired",
        S.Declined or S.Returned => "returned",
        S.Revoked => "revoked",
        S.Lapsed => "lapsed",
        _ => null,
    };

    private static string? Revoking(S state) => state switch
    {
        S.Assigned or S.Claimed or S.Redeemed or S.Applied or S.Approved => null,
        S.Settled => "settled",
        S.Expired => "expired",
        _ => "not_revocable",
    };

    private static string? Reversing(ModelVoucher v, S state, ModelTerms terms, DateTimeOffset now) => state switch
    {
        S.Redeemed => now < v.RedeemedAt!.Value.AddHours(terms.ReversalHours) ? null : "reversal_window_over",
        S.Applied or S.Approved or S.Disbursed => "in_application",
        _ => Gone(state),
    };

    private static string? Applying(ModelVoucher v, S state, ModelTerms terms, DateOnly today) => state switch
    {
        S.Redeemed => terms.SettlesItself ? "settles_itself" : IsOver(v, terms, today) ? "lapsed" : null,
        S.Applied or S.Approved or S.Disbursed => "in_application",
        _ => Gone(state) ?? "not_redeemed",
    };

    private static string? Unpaid(ModelVoucher v, S state, ModelTerms terms, DateOnly today)
    {
        var settlesNow = terms.SettlesItself && today > v.ClassEndsOn;
        return settlesNow && state == S.Redeemed ? null : settlesNow && state == S.Settled ? "settled" : "application_state";
    }

    private static bool IsOver(ModelVoucher v, ModelTerms terms, DateOnly today) => today > v.ClassEndsOn!.Value.AddDays(terms.LapseDays);

    private static bool IsLive(S state) => state is S.Assigned or S.Claimed or S.Redeemed or S.Applied or S.Approved or S.Disbursed;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
