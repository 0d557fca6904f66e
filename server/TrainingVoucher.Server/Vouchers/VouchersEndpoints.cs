using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Vouchers;

internal static class VouchersEndpoints
{
    public static void MapVouchers(
        this ApiRoutes api, Claims claims, Holdings holdings, Checks checks, Deductions deductions, Redemptions redemptions, Oversight oversight, Revocations revocations, VerificationFile verifications)
    {
        api.Read(Operations.ListClaimable, Claimable.ListAsync);
        api.Read(Operations.CheckEligibility, claims.CheckAsync, Claims.Validate);
        api.Group(Operations.ClaimVoucher, Claims.Prepare, claims.Grouping, claims.ClaimAsync, Claims.Validate);
        api.Group(Operations.DeclineVoucher, (r, _) => r, holdings.Holder, holdings.DeclineAsync, Holdings.Validate);
        api.Group(Operations.ReturnVoucher, (r, _) => r, holdings.Holder, holdings.ReturnAsync, Holdings.Validate);
        api.Group(Operations.ExchangeVoucher, (r, _) => r, holdings.Exchange, holdings.ExchangeAsync, Holdings.Validate);
        api.Change(Operations.ListHolderVouchers, holdings.ListAsync, Holdings.Validate);

        api.Group(Operations.CheckVoucher, checks.Prepare, checks.One, checks.CheckAsync, Checks.Validate);
        api.Group(Operations.CheckVouchers, checks.Prepare, checks.Many, checks.CheckManyAsync, Checks.Validate);
        api.Change(Operations.ListUsableVouchers, deductions.ListAsync, Deductions.Validate);
        api.Group(Operations.RedeemVoucher, redemptions.Prepare, redemptions.One, redemptions.RedeemAsync, Redemptions.Validate, redemptions.RecordAsync);
        api.Group(Operations.RedeemVouchers, redemptions.Prepare, redemptions.Many, redemptions.RedeemManyAsync, Redemptions.Validate);
        api.Group(Operations.ReverseRedemption, (r, _) => r, redemptions.Reverse, redemptions.ReverseAsync, Redemptions.Validate, redemptions.RecordAsync);
        api.Read(Operations.ListRedemptions, Redemptions.ListAsync);
        api.Read(Operations.ListVerifications, Verifications.ListAsync, Verifications.Validate);
        api.Stream(Operations.ExportVerifications, verifications.SendAsync);

        api.Look(Operations.ListVouchers, oversight.ListAsync, Oversight.Validate);
        api.Change(Operations.RevokeVoucher, oversight.RevokeAsync, Oversight.Validate);
        api.Change(Operations.RevokeVouchers, revocations.StartAsync, Revocations.Validate);
        api.Change(Operations.SuspendVoucher, oversight.SuspendAsync, Oversight.Validate);
        api.Change(Operations.ResumeVoucher, oversight.ResumeAsync, Oversight.Validate);
        api.Look(Operations.RevealHolder, oversight.RevealAsync, Oversight.Validate);
    }
}
