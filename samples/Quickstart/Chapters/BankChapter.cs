using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Contracts;

namespace Quickstart.Chapters;

/// <summary>A bank's app claims for its customers, and shows one of them the voucher.</summary>
internal sealed class BankChapter(City city, Screen screen, Expect expect)
{
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    public async Task TellAsync(Vouchers vouchers)
    {
        screen.Chapter("A bank claims for its customers", "银行渠道领券");
        await foreach (var batch in city.Bank.Channel.ListAllClaimableAsync())
        {
            var to = batch.Mode == ReleaseMode.Targeted ? "assigned by name" : $"{batch.Left} for who comes first";
            screen.Say($"{Screen.Pad(batch.Display.Title.Zh, 18)}{Screen.Pad(batch.Display.Title.En, 22)}{to}");
        }

        foreach (var kind in vouchers.Kinds)
        {
            await ClaimAsync(kind);
        }

        expect.Equal(120 + 80 + 80, vouchers.Kinds.Sum(k => k.Vouchers.Count), "280 vouchers are claimed");
        screen.Blank();
        screen.Say("What the first of them sees in the bank's app:");
        screen.Blank();
        var faceValue = vouchers.FaceValue;
        VoucherCard.Show(screen, faceValue.VoucherOf(faceValue.Holders[0]), faceValue.Scheme.Display);
    }

    /// <summary>Claims for everybody it is for, until the batch is used up.</summary>
    private async Task ClaimAsync(Kind kind)
    {
        var lucky = kind.People.Take(kind.Batch.Quantity).ToList();
        var progress = screen.Progress("claim " + Screen.Pad(kind.Name, 22), lucky.Count);
        await Parallel.ForEachAsync(lucky, AtOnce, async (person, _) =>
        {
            kind.Record(person, await city.ClaimAsync(kind.Batch, person));
            progress.Step();
        });
    }
}
