using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>Applications as their institution and the authorities above see them, and what takes vouchers out of them from outside the review.</summary>
internal static class Applications
{
    /// <summary>A page holds few of them: each comes with up to ten thousand lines.</summary>
    private const int MostAtOnce = 20;

    public static async Task<Outcome<SubsidyApplication>> GetAsync(CallContext c, Nothing nothing) =>
        await ReadableAsync(c) is { } application ? application.ToContract() : ErrorCodes.NotFound;

    public static async Task<Outcome<Page<SubsidyApplication>>> ListAsync(CallContext c, ApplicationQuery query)
    {
        var q = query with { Limit = Math.Min(query.Limit ?? MostAtOnce, MostAtOnce) };
        var rows = c.Caller.Role == Audience.Institution
            ? await ApplicationStore.ListAsync(c.Session, c.Caller.OwnerId, q.State, q.AfterNewest(), q.Rows())
            : await ApplicationStore.ListAsync(c.Session, Regions.Subtree(c.Caller.Region), q.State, q.AfterNewest(), q.Rows());
        var applications = new List<Application>(rows.Count);
        foreach (var row in rows)
        {
            applications.Add(await ApplicationStore.WithLinesAsync(c.Session, row));
        }

        return q.Page(applications, a => a.ToContract(), a => Paging.Newest(a.Row.SubmittedAt, a.Row.Id));
    }

    public static async Task<Outcome<SubsidyApplication>> WithdrawAsync(ChangeContext c, Reason reason)
    {
        if (await ReadableAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var moves = application.Lines
            .Where(l => ApplicationRules.IsLive(l.State))
            .Select(l => new LineMove(l, l with { State = LineState.Rejected, Reason = reason.Text }))
            .ToList();
        return Show(await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Withdraw, moves, reason.Text));
    }

    /// <summary>Closes the line of a voucher that is about to be revoked.</summary>
    public static async Task<Refusal?> RevokeAsync(ChangeContext c, VoucherRow voucher, string reason)
    {
        var application = (await ApplicationStore.FindAsync(c.Session, voucher.ApplicationId!.Value))!;
        var line = application.Lines.Single(l => ApplicationRules.IsLive(l.State) && l.Bucket == voucher.Bucket && l.VoucherId.AsSpan().SequenceEqual(voucher.Id));
        var move = new LineMove(line, line with { State = LineState.Revoked, Reason = reason });
        return (await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Revoke, [move], reason)).Refusal;
    }

    /// <summary>An application that the calling authority pays for: those above only read.</summary>
    public static async Task<Application?> OwnAsync(CallContext c) =>
        await ApplicationStore.FindAsync(c.Session, Ids.Read("app", c.Id)) is { } application && application.Row.AuthorityId == c.Caller.OwnerId ? application : null;

    public static Outcome<SubsidyApplication> Show(Outcome<Application> outcome) =>
        outcome.Refusal is { } refusal ? refusal : outcome.Value.ToContract();

    private static async Task<Application?> ReadableAsync(CallContext c)
    {
        var application = await ApplicationStore.FindAsync(c.Session, Ids.Read("app", c.Id));
        var isReadable = application is not null && (c.Caller.Role == Audience.Institution
            ? application.Row.InstitutionId == c.Caller.OwnerId
            : Regions.Covers(c.Caller.Region, application.Row.Region));
        return isReadable ? application : null;
    }
}
