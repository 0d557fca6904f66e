using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Subsidies;

/// <summary>The steps of a settlement, as the parties of a scenario take them.</summary>
internal static class Settling
{
    /// <summary>Vouchers of a new batch that the persons from <paramref name="from"/> on have claimed and used at the school.</summary>
    public static async Task<IReadOnlyList<Voucher>> UsedAsync(this Scenario s, int count, long fen = 50_000, int from = 1)
    {
        var batch = await s.ReleaseAsync(Scenario.FaceValue(fen), count);
        var vouchers = new List<Voucher>();
        for (var person = from; person < from + count; person++)
        {
            vouchers.Add(await s.UseAsync(batch, person));
        }

        return vouchers;
    }

    public static async Task<Voucher> UseAsync(this Scenario s, Batch batch, int person, InstitutionClient? at = null) =>
        (await s.RedeemAsync(await s.ClaimAsync(batch, person), person, at)).Voucher;

    public static SubmitApplicationRequest Roster(params IEnumerable<string> codes) => new() { Rows = [.. codes.Select(code => new RosterRow { Code = code })] };

    public static async Task<SubsidyApplication> ApplyAsync(this Scenario s, IEnumerable<Voucher> vouchers)
    {
        var submitted = await s.School.SubmitApplicationAsync(Roster(vouchers.Select(v => v.Code)));
        Assert.Empty(submitted.Report.Errors);
        return submitted.Application!;
    }

    public static ReviewRequest Accept(params IEnumerable<int> lines) => new([.. lines.Select(l => new LineDecision { Line = l, Accept = true })]);

    public static ReviewRequest Reject(params IEnumerable<int> lines) => new([.. lines.Select(l => new LineDecision { Line = l, Accept = false, Reason = "Not in class." })]);

    public static LinesRequest Lines(params int[] lines) => new() { Lines = lines, Reason = "As recorded." };

    public static DisburseRequest Payment(this Scenario s, string reference = "国库〔2026〕8号") => new() { Reference = reference, PaidOn = s.Today };

    /// <summary>Applies, accepts every line, approves.</summary>
    public static async Task<SubsidyApplication> ApprovedAsync(this Scenario s, IEnumerable<Voucher> vouchers)
    {
        var application = await s.ApplyAsync(vouchers);
        await s.Maker.ReviewApplicationAsync(application.Id, Accept(application.Lines.Select(l => l.Line)));
        return await s.Checker.ApproveApplicationAsync(application.Id);
    }

    public static async Task<SubsidyApplication> PaidAsync(this Scenario s, IEnumerable<Voucher> vouchers) =>
        await s.Maker.DisburseApplicationAsync((await s.ApprovedAsync(vouchers)).Id, s.Payment());

    public static IEnumerable<LineState> States(this SubsidyApplication application) => application.Lines.Select(l => l.State);

    public static async Task<VoucherState> StateOfAsync(this Scenario s, string code)
    {
        await foreach (var record in s.Maker.ListAllVouchersAsync())
        {
            if (record.Voucher.Code == code)
            {
                return record.Voucher.State;
            }
        }

        return VoucherState.Unknown;
    }
}
