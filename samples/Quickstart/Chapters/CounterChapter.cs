using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace Quickstart.Chapters;

/// <summary>A school's counter: it checks a voucher without network, then redeems it with the holder's card.</summary>
internal sealed class CounterChapter(City city, Screen screen, Expect expect)
{
    public async Task<Counter> TellAsync(Vouchers vouchers)
    {
        screen.Chapter("A school checks and redeems", "培训机构验券、用券");
        var verifier = await LoadKeySetAsync();
        var counter = new Counter(city, verifier);

        var holder = vouchers.FaceValue.Holders[0];
        var voucher = vouchers.FaceValue.VoucherOf(holder);
        await CheckOfflineAsync(verifier, voucher);

        var check = await city.School.Institution.CheckAsync(new(voucher.Token!));
        expect.True(check.Usable, "the server says the same, and that it was not used before");
        await RedeemAsync(counter, vouchers.FaceValue, holder);
        expect.Equal(VoucherState.Redeemed, vouchers.FaceValue.VoucherOf(holder).State, "with the holder's card it is redeemed");

        await RedeemAsync(counter, vouchers.FaceValue, vouchers.FaceValue.Holders.Skip(1).Take(29).ToList());
        await RedeemAsync(counter, vouchers.Standard, vouchers.Standard.Holders.Take(10).ToList());
        await RedeemAsync(counter, vouchers.Entitlement, vouchers.Entitlement.Holders.Take(10).ToList());
        var fen = vouchers.Standard.VoucherOf(vouchers.Standard.Holders[0]).AmountFen;
        expect.Equal(120_000, fen, $"electrician, level 5, pays its standard: {Screen.Yuan(fen)} of up to 1,500");
        return counter;
    }

    /// <summary>Done once with network; the roots came by another way and make a forged key set worthless.</summary>
    private async Task<VoucherVerifier> LoadKeySetAsync()
    {
        var roots = TrustedRoots.Parse(await File.ReadAllTextAsync(city.Server.Admin.TrustedRootsFile));
        var published = await city.School.Public.GetKeySetAsync();
        var keySet = KeySetManifest.Verify(Convert.FromBase64String(published.Manifest), roots, current: null, city.Clock.GetUtcNow());
        expect.True(keySet.IsAccepted, "the key set is signed by the roots that the school has pinned");
        return new VoucherVerifier(keySet.KeySet!);
    }

    private async Task CheckOfflineAsync(VoucherVerifier verifier, Voucher voucher)
    {
        city.SchoolNetwork.IsOff = true;
        screen.Say("The school's network is switched off.");
        expect.Equal(TrainingVoucherException.Unreachable, await AskServerAsync(voucher), "the server cannot be asked");

        var verdict = verifier.Verify(voucher.Token, city.Clock.GetUtcNow());
        expect.True(verdict.IsAccepted, "the token is genuine and within its days, checked offline");
        screen.Note($"It states: {Screen.Yuan(verdict.Claims?.ValueFen ?? 0)}, region {verdict.Claims?.Region}, to {verdict.Claims?.LastDay:yyyy-MM-dd}.");
        city.SchoolNetwork.IsOff = false;
        screen.Say("The network is back.");
    }

    private async Task<string?> AskServerAsync(Voucher voucher)
    {
        try
        {
            await city.School.Institution.CheckAsync(new(voucher.Code));
            return null;
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }

    private async Task RedeemAsync(Counter counter, Kind kind, Person holder)
    {
        var redemption = await city.School.Institution.RedeemAsync(counter.With(kind.VoucherOf(holder).Token!, holder.Card));
        kind.Record(holder, redemption.Voucher);
    }

    private async Task RedeemAsync(Counter counter, Kind kind, List<Person> holders)
    {
        var progress = screen.Progress("redeem " + Screen.Pad(kind.Name, 22), holders.Count);
        foreach (var holder in holders)
        {
            await RedeemAsync(counter, kind, holder);
            progress.Step();
        }
    }
}

/// <summary>The school's counter: what it holds to check offline, and how it asks to redeem.</summary>
internal sealed record Counter(City City, VoucherVerifier Verifier)
{
    /// <summary>Redeems what was scanned, with the card that lies on the counter, for a class that ends in six days.</summary>
    public RedeemRequest With(string scan, IdentityDocument? card) => new()
    {
        Scan = scan,
        Document = card,
        Project = Offers.Electrician,
        Level = 5,
        ClassEndsOn = City.Clock.Today.AddDays(6),
        Device = "counter-1",
    };
}
