using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Subsidies;

/// <summary>The paying authority decides: one officer reviews line by line, another approves, an objection takes lines out again.</summary>
internal static class Reviews
{
    private const int MaxDecisions = 2_000;

    public static Fields Validate(ReviewRequest r)
    {
        var fields = new Fields().Count(r.Lines, "lines", 1, MaxDecisions);
        for (var i = 0; i < r.Lines.Count; i++)
        {
            fields.Text(r.Lines[i].Reason, $"lines[{i}].reason", Fields.LongestReason, optional: r.Lines[i].Accept);
        }

        return fields;
    }

    /// <summary>Decides lines; a line that is accepted can be decided again until the application is approved.</summary>
    public static async Task<Outcome<SubsidyApplication>> ReviewAsync(ChangeContext c, ReviewRequest r)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var lines = NamedLines.Find(application, [.. r.Lines.Select(d => d.Line)], i => $"lines[{i}].line");
        return lines.Refusal is { } refusal
            ? refusal
            : Applications.Show(await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Review, [.. lines.Value.Zip(r.Lines, (line, decision) => Move(c, line, decision))]));
    }

    public static async Task<Outcome<SubsidyApplication>> ApproveAsync(ChangeContext c, Nothing nothing)
    {
        if (await Applications.OwnAsync(c) is not { } application)
        {
            return ErrorCodes.NotFound;
        }

        var moves = application.Lines
            .Where(l => l.State == LineState.Accepted)
            .Select(l => new LineMove(l, l with { State = LineState.Approved, ApprovedBy = c.Officer }))
            .ToList();
        return Applications.Show(await ApplicationLedger.MoveAsync(c, application, ApplicationAct.Approve, moves));
    }

    public static async Task<Outcome<SubsidyApplication>> UpholdObjectionAsync(ChangeContext c, LinesRequest r)
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

        var moves = lines.Value.ConvertAll(l => new LineMove(l, l with { State = LineState.Rejected, Reason = r.Reason }));
        return Applications.Show(await ApplicationLedger.MoveAsync(c, application, ApplicationAct.UpholdObjection, moves, r.Reason));
    }

    private static LineMove Move(ChangeContext c, LineRow line, LineDecision decision) => new(line, line with
    {
        State = decision.Accept ? LineState.Accepted : LineState.Rejected,
        Reason = decision.Accept ? null : decision.Reason,
        ReviewedBy = c.Officer,
    });
}
