using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>Writes what an act does to an application: its state, its lines, their vouchers with the money, and the journal; all or nothing.</summary>
internal static class ApplicationLedger
{
    private static readonly Dictionary<ApplicationAct, string> Events = new()
    {
        [ApplicationAct.Review] = "application.reviewed",
        [ApplicationAct.Approve] = "application.approved",
        [ApplicationAct.UpholdObjection] = "application.objection_upheld",
        [ApplicationAct.Disburse] = "application.disbursed",
        [ApplicationAct.ReturnPayment] = "application.payment_returned",
        [ApplicationAct.Settle] = "application.settled",
        [ApplicationAct.Withdraw] = "application.withdrawn",
        [ApplicationAct.Revoke] = "application.line_revoked",
    };

    /// <summary>Moves lines. The application is taken first, then the vouchers in the order of their keys.</summary>
    public static async Task<Outcome<Application>> MoveAsync(
        ChangeContext c, Application application, ApplicationAct act, IReadOnlyList<LineMove> moves, string? note = null)
    {
        var state = ApplicationRules.Decide(act, application.Lines, moves);
        if (state.Refusal is { } refusal)
        {
            return refusal;
        }

        var after = application.Row with
        {
            State = state.Value,
            ReviewedBy = act == ApplicationAct.Review ? c.Officer : application.Row.ReviewedBy,
            ApprovedBy = act == ApplicationAct.Approve ? c.Officer : application.Row.ApprovedBy,
        };
        if (!await ApplicationStore.UpdateAsync(c.Session, after))
        {
            return ErrorCodes.ApplicationState;
        }

        foreach (var move in InLockOrder(moves, m => (m.Before.Bucket, m.Before.VoucherId)))
        {
            if (await MoveAsync(c, act, move, note) is { } refused)
            {
                return refused;
            }
        }

        await c.JournalAsync(Entry(application.Row, after, act, moves, note, c.Now));
        return (await ApplicationStore.FindAsync(c.Session, after.Id))!;
    }

    /// <summary>Vouchers are locked in one order everywhere.</summary>
    public static IEnumerable<T> InLockOrder<T>(IEnumerable<T> items, Func<T, (int Bucket, byte[] Id)> key) =>
        items.OrderBy(i => key(i).Bucket).ThenBy(i => Convert.ToHexString(key(i).Id), StringComparer.Ordinal);

    private static async Task<Refusal?> MoveAsync(ChangeContext c, ApplicationAct act, LineMove move, string? note)
    {
        if (ApplicationRules.CommandOf(act, move) is { } command)
        {
            var voucher = (await VoucherStore.FindAsync(c.Session, move.Before.Bucket, move.Before.VoucherId))!;
            var entry = VoucherLedger.Blank(voucher, c.Now) with { Reason = move.After.Reason ?? note };
            if ((await VoucherLedger.ExecuteAsync(c.Session, voucher, command, c.Now, c.JournalAsync, entry)).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        return await ApplicationStore.UpdateAsync(c.Session, move) ? null : new Refusal(ErrorCodes.ApplicationState, []);
    }

    /// <summary>One row per act; its values say to which state it moved each line.</summary>
    private static JournalEntry Entry(
        ApplicationRow before, ApplicationRow after, ApplicationAct act, IReadOnlyList<LineMove> moves, string? note, DateTimeOffset now) => new()
    {
        Event = Events[act],
        Kind = "app",
        Subject = ChangeContext.Bytes(before.Id),
        At = now,
        OldState = (int)before.State,
        NewState = (int)after.State,
        Fen = moves.Sum(m => m.Before.Fen),
        Reason = note,
        Concern = before.Concern,
        Values = moves.ToDictionary(m => $"{m.Before.Line}", m => (long)m.After.State, StringComparer.Ordinal),
    };
}
