using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>Something that can be done to an application.</summary>
internal enum ApplicationAct
{
    Review,
    Approve,
    UpholdObjection,
    Disburse,
    ReturnPayment,
    Settle,
    Withdraw,

    /// <summary>A voucher of it is revoked.</summary>
    Revoke,
}

/// <summary>A line as it is and as it shall be.</summary>
internal sealed record LineMove(LineRow Before, LineRow After);

/// <summary>
/// The life of an application, as pure functions. Its state is that of its live line that is furthest behind; nothing else sets it.
/// </summary>
internal static class ApplicationRules
{
    /// <summary>Where an act takes a line, and what that does to its voucher; a step that is not listed does not exist.</summary>
    private static readonly Dictionary<(ApplicationAct Act, LineState From, LineState To), VoucherCommand?> Steps = new()
    {
        [(ApplicationAct.Review, LineState.Submitted, LineState.Accepted)] = null,
        [(ApplicationAct.Review, LineState.Submitted, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Review, LineState.Accepted, LineState.Accepted)] = null,
        [(ApplicationAct.Review, LineState.Accepted, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Approve, LineState.Accepted, LineState.Approved)] = new VoucherCommand.Approve(),
        [(ApplicationAct.UpholdObjection, LineState.Approved, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Disburse, LineState.Approved, LineState.Disbursed)] = new VoucherCommand.Disburse(),
        [(ApplicationAct.ReturnPayment, LineState.Disbursed, LineState.Approved)] = new VoucherCommand.PaymentReturned(),
        [(ApplicationAct.Settle, LineState.Disbursed, LineState.Settled)] = new VoucherCommand.Settle(),
        [(ApplicationAct.Withdraw, LineState.Submitted, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Withdraw, LineState.Accepted, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Withdraw, LineState.Approved, LineState.Rejected)] = new VoucherCommand.TakeOut(),
        [(ApplicationAct.Revoke, LineState.Submitted, LineState.Revoked)] = null,
        [(ApplicationAct.Revoke, LineState.Accepted, LineState.Revoked)] = null,
        [(ApplicationAct.Revoke, LineState.Approved, LineState.Revoked)] = null,
    };

    /// <summary>Whether a line still asks for money.</summary>
    public static bool IsLive(LineState line) => line is not (LineState.Rejected or LineState.Revoked);

    public static ApplicationState StateOf(IEnumerable<LineState> lines)
    {
        var live = lines.Where(IsLive).ToHashSet();
        return live switch
        {
            { Count: 0 } => ApplicationState.Closed,
            _ when live.Contains(LineState.Submitted) => ApplicationState.Submitted,
            _ when live.Contains(LineState.Accepted) => ApplicationState.Reviewed,
            _ when live.Contains(LineState.Approved) => ApplicationState.Approved,
            _ when live.Contains(LineState.Disbursed) => ApplicationState.Disbursed,
            _ => ApplicationState.Settled,
        };
    }

    /// <summary>Decides an act on an application: the state it leads to, or a refusal of all of it.</summary>
    public static Outcome<ApplicationState> Decide(ApplicationAct act, IReadOnlyList<LineRow> lines, IReadOnlyList<LineMove> moves)
    {
        if (moves.Count == 0 || moves.Any(m => !Steps.ContainsKey((act, m.Before.State, m.After.State))))
        {
            return ErrorCodes.ApplicationState;
        }

        if (act == ApplicationAct.Approve && lines.Any(l => l.State == LineState.Submitted))
        {
            return ErrorCodes.ApplicationState;
        }

        if (act == ApplicationAct.Approve && moves.Any(m => m.After.ApprovedBy == m.Before.ReviewedBy))
        {
            return ErrorCodes.MakerIsChecker;
        }

        var after = moves.ToDictionary(m => m.Before.Line, m => m.After.State);
        return StateOf(lines.Select(l => after.GetValueOrDefault(l.Line, l.State)));
    }

    /// <summary>What a step that was decided does to the voucher; nothing when only the line changes.</summary>
    public static VoucherCommand? CommandOf(ApplicationAct act, LineMove move) => Steps[(act, move.Before.State, move.After.State)];
}
