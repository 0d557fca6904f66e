using Quickstart.Stage;
using Quickstart.Telling;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace Quickstart.Chapters;

/// <summary>What is refused, and why: each refusal has a stable code and a sentence for people in both languages.</summary>
internal sealed class RefusalChapter(City city, Screen screen, Expect expect, Counter counter)
{
    public async Task TellAsync(Vouchers vouchers)
    {
        screen.Chapter("What is refused, and why", "哪些会被拒绝");
        var used = vouchers.FaceValue.Holders[0];
        var holder = vouchers.FaceValue.Holders[^1];
        var voucher = vouchers.FaceValue.VoucherOf(holder);
        var (school, other) = (city.School.Institution, city.OtherSchool.Institution);

        await RedeemingAsync("the code alone", ErrorCodes.HolderProofRequired, school, voucher.Code, card: null);
        await RedeemingAsync("a second redemption", ErrorCodes.AlreadyRedeemed, school, vouchers.FaceValue.VoucherOf(used).Code, used.Card);
        await RedeemingAsync("at a school of too low a grade", ErrorCodes.WrongInstitution, other, voucher.Token!, holder.Card);
        await RedeemingAsync("with somebody else's card", ErrorCodes.HolderMismatch, school, voucher.Token!, used.Card);
        await RedeemingAsync("a mistyped code", ErrorCodes.CodeCheck, school, Forgeries.Mistyped(voucher.Code), holder.Card);

        var forged = Forgeries.SignedByMyself(voucher.Token!);
        await RedeemingAsync("a forged signature", ErrorCodes.TokenSignature, school, forged, holder.Card);
        Offline("a forged signature", ErrorCodes.TokenSignature, forged);
        var altered = Forgeries.WithHigherAmount(voucher.Token!);
        await RedeemingAsync($"an amount altered to {Stated(altered)}", ErrorCodes.TokenSignature, school, altered, holder.Card);
        Offline("an altered amount", ErrorCodes.TokenSignature, altered);

        await ClaimingAsync("a second claim by one person", ErrorCodes.AlreadyClaimed, vouchers.FaceValue, holder);
        await ClaimingAsync("a claim after the last voucher", ErrorCodes.SoldOut, vouchers.Standard, vouchers.Standard.People[^1]);
        await ExpiredAsync(vouchers.Entitlement);
        expect.Equal(VoucherState.Claimed, (await school.CheckAsync(new(voucher.Code))).Voucher?.State, "after all that the voucher is as it was");
    }

    private Task RedeemingAsync(string tried, ErrorCode expected, InstitutionClient at, string scan, IdentityDocument? card) =>
        expect.RefusedAsync(tried, expected, () => at.RedeemAsync(counter.With(scan, card)));

    private Task ClaimingAsync(string tried, ErrorCode expected, Kind kind, Person person) =>
        expect.RefusedAsync(tried, expected, () => city.ClaimAsync(kind.Batch, person));

    private void Offline(string tried, ErrorCode expected, string token) =>
        expect.Equal(expected.Code, counter.Verifier.Verify(token, city.Clock.GetUtcNow()).Refusal.ToCode(), $"{tried} is found out offline too");

    /// <summary>Nobody waits eight days here: the clock that server and SDK were given is moved.</summary>
    private async Task ExpiredAsync(Kind kind)
    {
        city.Clock.SkipDays(8);
        screen.Say($"Eight days pass: the clock of this sample is moved to {city.Clock.Today:yyyy-MM-dd}.");
        var holder = kind.Holders[^1];
        var voucher = kind.VoucherOf(holder);
        await RedeemingAsync("a voucher after its last day", ErrorCodes.Expired, city.School.Institution, voucher.Code, holder.Card);
        Offline("an expired voucher", ErrorCodes.TokenExpired, voucher.Token!);
    }

    private static string Stated(string token) =>
        VoucherToken.TryRead(token, out var claims) == TokenRefusal.None ? Screen.Yuan(claims!.ValueFen) : "nothing";
}
