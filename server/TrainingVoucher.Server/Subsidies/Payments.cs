using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>What the paying authority records of the money: paid, come back, settled. The rows of a budget line sum up to its disbursed balance.</summary>
internal static class Payments
{
    private const string Insert = """
        INSERT INTO disbursement (id, application_id, budget_line_id, fen, reference, reason, paid_on, recorded_by, recorded_at)
        VALUES (@id, @application, @line, @fen, @reference, @reason, @paidOn, @Officer, @Now)
        """;

    public static Fields Validate(DisburseRequest r) => new Fields()
        .Text(r.Reference, "reference", 100)
        .Must(r.PaidOn >= SqlTypes.DayZero, "paidOn", "out_of_range", "Must be a day from 2020 on.");

    public static async Task<Outcome<SubsidyApplication>> DisburseAsync(ChangeContext c, DisburseRequest r)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        if (new Fields().Must(r.PaidOn <= Calendar.DayOf(c.Now), "paidOn", "out_of_range", "Must not be in the future.").Refusal is { } future)
        {
            return future;
        }

        var paid = application.Lines.Where(l => l.State == LineState.Approved).ToList();
        var moved = await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Disburse, Move(paid, LineState.Disbursed), r.Reference);
        if (moved.Refusal is null)
        {
            await RecordAsync(c, application, paid, sign: 1, r.PaidOn, r.Reference, reason: null);
        }

        return Applications.Show(moved);
    }

    public static async Task<Outcome<SubsidyApplication>> ReturnAsync(ChangeContext c, LinesRequest r)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var lines = NamedLines.Find(application, r);
        if (lines.Refusal is { } refusal)
        {
            return refusal;
        }

        var moved = await ApplicationLedger.MoveAsync(c, application, ApplicationAct.ReturnPayment, Move(lines.Value, LineState.Approved), r.Reason);
        if (moved.Refusal is null)
        {
            await RecordAsync(c, application, lines.Value, sign: -1, Calendar.DayOf(c.Now), reference: null, r.Reason);
        }

        return Applications.Show(moved);
    }

    public static async Task<Outcome<SubsidyApplication>> SettleAsync(ChangeContext c, Nothing nothing)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var paid = application.Lines.Where(l => l.State == LineState.Disbursed);
        return Applications.Show(await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Settle, Move(paid, LineState.Settled)));
    }

    private static List<LineMove> Move(IEnumerable<LineRow> lines, LineState to) => [.. lines.Select(l => new LineMove(l, l with { State = to }))];

    /// <summary>One row per budget line with the sum of its lines.</summary>
    private static async Task RecordAsync(
        ChangeContext c, Application application, IEnumerable<LineRow> lines, int sign, DateOnly paidOn, string? reference, string? reason)
    {
        foreach (var line in lines.Where(l => l.Fen > 0).GroupBy(l => l.BudgetLineId!.Value).OrderBy(g => g.Key))
        {
            var fen = sign * line.Sum(l => l.Fen);
            await c.Session.RequireAsync(
                Insert, new { id = Ids.New(), application = application.Row.Id, line = line.Key, fen, reference, reason, paidOn, c.Officer, c.Now });
        }
    }
}
