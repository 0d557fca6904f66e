using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>What to try while the server is kept up.</summary>
internal static class TryIt
{
    public static async Task TellAsync(City city, Screen screen, Vouchers vouchers)
    {
        var code = vouchers.FaceValue.Vouchers.First(v => v.State == VoucherState.Claimed).Code;
        var token = await city.School.Public.GetAccessTokenAsync();
        screen.Chapter("Now you", "请您试试");
        screen.Say("The page anybody can check a voucher on:");
        screen.Say($"  {new Uri(city.Server.Address, "verify")}");
        screen.Say("The interface, described:");
        screen.Say($"  curl -s {new Uri(city.Server.Address, "openapi/v1.json")}");
        screen.Say("Check a voucher as the school (its access token lives ten minutes):");
        screen.Blank();
        screen.Plain($"curl -s {new Uri(city.Server.Address, "v1/vouchers/check")} -H 'Content-Type: application/json' -H 'Authorization: Bearer {token}' -d '{{\"scan\":\"{code}\"}}'");
        screen.Blank();
        screen.Say("Ctrl+C stops the server and deletes its files.");
    }
}
