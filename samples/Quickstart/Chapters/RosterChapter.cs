using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>The class is over: the school applies for the subsidy of forty vouchers, and the authority reviews, pays and settles.</summary>
internal sealed class RosterChapter(City city, Screen screen, Expect expect)
{
    public async Task TellAsync(Vouchers vouchers)
    {
        screen.Chapter("From the roster to the settlement", "花名册、审核、拨付、核销");
        var roster = Redeemed(vouchers.FaceValue).Concat(Redeemed(vouchers.Standard)).ToList();
        var application = await SubmitAsync(roster);
        application = await ReviewAsync(application);
        await expect.RefusedAsync("Wang approves what he reviewed", ErrorCodes.MakerIsChecker, () => city.Wang.ApproveApplicationAsync(application.Id));

        application = await city.Li.ApproveApplicationAsync(application.Id);
        Show(application, ApplicationState.Approved, "officer Li approves");
        application = await city.Wang.DisburseApplicationAsync(application.Id, new() { Reference = "国库支付样例0001", PaidOn = city.Clock.Today });
        Show(application, ApplicationState.Disbursed, "the treasury pays");
        application = await city.Li.SettleApplicationAsync(application.Id);
        Show(application, ApplicationState.Settled, "the vouchers are settled");

        RecordSettled(vouchers, application);
        await VoidAsync(application.Lines[0].Code);
    }

    private static IEnumerable<string> Redeemed(Kind kind) =>
        kind.Holders.Select(kind.VoucherOf).Where(v => v.State == VoucherState.Redeemed).Select(v => v.Code);

    private async Task<SubsidyApplication> SubmitAsync(List<string> roster)
    {
        var submitted = await city.School.Institution.SubmitApplicationAsync(new() { Rows = [.. roster.Select(code => new RosterRow { Code = code })] });
        expect.Equal((40, 0), (submitted.Report.Accepted, submitted.Report.Rejected), "the school submits a roster of 40");
        return submitted.Application!;
    }

    private async Task<SubsidyApplication> ReviewAsync(SubsidyApplication application)
    {
        var reviewed = await city.Wang.ReviewApplicationAsync(application.Id, new([.. application.Lines.Select(Decide)]));
        foreach (var line in reviewed.Lines.Where(l => l.State == LineState.Rejected))
        {
            screen.Say($"Officer Wang rejects line {line.Line}, {line.Code}:");
            screen.Note(line.Reason!);
        }

        expect.Equal(39, reviewed.Lines.Count(l => l.State == LineState.Accepted), "he accepts the other 39");
        return reviewed;
    }

    private static LineDecision Decide(ApplicationLine line) => line.Line == 30
        ? new() { Line = line.Line, Accept = false, Reason = "出勤不足 Attended too few hours" }
        : new() { Line = line.Line, Accept = true };

    private void Show(SubsidyApplication application, ApplicationState expected, string what) =>
        expect.Equal((expected, 39 - 10, 10), (application.State, Live(application, 50_000), Live(application, 120_000)), $"{what}: {Screen.Yuan(application.AmountFen)}");

    private static int Live(SubsidyApplication application, long fen) =>
        application.Lines.Count(l => l.State != LineState.Rejected && l.Fen == fen);

    private static void RecordSettled(Vouchers vouchers, SubsidyApplication application)
    {
        var settled = application.Lines.Where(l => l.State == LineState.Settled).Select(l => l.Code).ToHashSet();
        foreach (var kind in vouchers.Kinds)
        {
            foreach (var person in kind.Holders.Where(p => settled.Contains(kind.VoucherOf(p).Code)))
            {
                kind.Record(person, kind.VoucherOf(person) with { State = VoucherState.Settled });
            }
        }
    }

    private async Task VoidAsync(string code)
    {
        var check = await city.School.Institution.CheckAsync(new(code));
        expect.Refused("a settled code is void", ErrorCodes.Settled.Code, check.Code);
    }
}
