using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>Counts and fen: what the server says is held against its own postings and against what we did ourselves.</summary>
internal sealed class AccountsChapter(City city, Screen screen, Expect expect)
{
    private static readonly string[] Balances = ["available", "reserved", "obligated", "approved", "disbursed"];

    public async Task TellAsync(Vouchers vouchers)
    {
        screen.Chapter("The accounts", "对账");
        await CountAsync(vouchers);
        var employment = await city.Li.GetBudgetLineAsync(vouchers.EmploymentLine);
        var insurance = await city.Li.GetBudgetLineAsync(vouchers.InsuranceLine);
        Show(employment, insurance);
        await BalanceAsync(employment, vouchers.FaceValue);
        await BalanceAsync(insurance, vouchers.Standard);
    }

    private async Task CountAsync(Vouchers vouchers)
    {
        var rows = await city.Li.ListAllStatisticsAsync(new() { By = StatisticsBy.Scheme }).ToDictionaryAsync(row => row.Key);
        screen.Say($"{"vouchers",-24}{"issued",9}{"unused",9}{"used",9}{"settled",9}{"ended",9}");
        foreach (var kind in vouchers.Kinds)
        {
            var row = rows[kind.Scheme.Id];
            screen.Say($"{Screen.Pad(kind.Name, 24)}{row.Issued,9}{row.Claimed,9}{row.Redeemed,9}{row.Settled,9}{row.Ended,9}");
        }

        foreach (var kind in vouchers.Kinds)
        {
            var row = rows[kind.Scheme.Id];
            expect.Equal(kind.Count(city.Clock.Today), (row.Issued, row.Claimed, row.Redeemed, row.Settled, row.Ended), $"{kind.Name}: counted as we did ourselves");
        }

        screen.Blank();
    }

    private void Show(BudgetLine one, BudgetLine two)
    {
        screen.Say($"{"fen",-14}{Right(one.Name, 30)}{Right(two.Name, 30)}");
        foreach (var balance in Balances)
        {
            screen.Say($"{balance,-14}{Of(one, balance),30:N0}{Of(two, balance),30:N0}");
        }

        screen.Say($"{"appropriated",-14}{one.AppropriatedFen,30:N0}{two.AppropriatedFen,30:N0}");
        screen.Blank();
    }

    private async Task BalanceAsync(BudgetLine line, Kind kind)
    {
        expect.Equal(line.AppropriatedFen, Balances.Sum(balance => Of(line, balance)), $"{line.Name}: the balances add up to the appropriation");

        var posted = Balances.ToDictionary(balance => balance, _ => 0L);
        await foreach (var posting in city.Li.ListAllPostingsAsync(line.Id))
        {
            posted[posting.To] += posting.Fen;
            posted[posting.From] = posted.GetValueOrDefault(posting.From) - posting.Fen;
        }

        expect.True(Balances.All(balance => posted[balance] == Of(line, balance)), $"{line.Name}: the postings add up to each of them");
        expect.Equal(
            (Unused(kind), Sum(kind, VoucherState.Redeemed), 0, Sum(kind, VoucherState.Settled)),
            (line.ReservedFen, line.ObligatedFen, line.ApprovedFen, line.DisbursedFen),
            $"{line.Name}: as we did ourselves");
    }

    private static long Unused(Kind kind) => kind.Vouchers.Where(v => v.State == VoucherState.Claimed).Sum(v => v.ValueFen);

    private static long Sum(Kind kind, VoucherState state) => kind.Vouchers.Where(v => v.State == state).Sum(v => v.AmountFen);

    private static long Of(BudgetLine line, string balance) => balance switch
    {
        "available" => line.AvailableFen,
        "reserved" => line.ReservedFen,
        "obligated" => line.ObligatedFen,
        "approved" => line.ApprovedFen,
        _ => line.DisbursedFen,
    };

    private static string Right(string text, int columns) => new string(' ', columns - Screen.Columns(text)) + text;
}
