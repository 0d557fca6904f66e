using Quickstart.Stage;
using Quickstart.Telling;

namespace Quickstart.Chapters;

/// <summary>The life of three kinds of voucher in one city, from the money to the settlement.</summary>
internal static class Story
{
    public static async Task<Vouchers> TellAsync(City city, Screen screen, Expect expect)
    {
        screen.Say("Training Voucher 职业培训券: a quick start, told by its parties.");
        screen.Say($"The real server runs in this process at {city.Server.Address}");
        screen.Say("Its clock says 1 September 2026. Persons, bank and schools are made up.");

        var vouchers = await new AuthorityChapter(city, screen, expect).TellAsync();
        await new BankChapter(city, screen, expect).TellAsync(vouchers);
        var counter = await new CounterChapter(city, screen, expect).TellAsync(vouchers);
        await new RefusalChapter(city, screen, expect, counter).TellAsync(vouchers);
        await new RosterChapter(city, screen, expect).TellAsync(vouchers);
        await new AccountsChapter(city, screen, expect).TellAsync(vouchers);
        return vouchers;
    }
}

/// <summary>The three kinds of voucher and the two budget lines behind them.</summary>
internal sealed record Vouchers(Kind FaceValue, Kind Standard, Kind Entitlement, string EmploymentLine, string InsuranceLine)
{
    public IReadOnlyList<Kind> Kinds => [FaceValue, Standard, Entitlement];
}
