using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Subsidies;

internal static class SubsidiesEndpoints
{
    public static void MapSubsidies(this ApiRoutes api, Rosters rosters, RosterChecks checks)
    {
        api.Upload<SubmitApplicationRequest, RosterRow, SubmittedApplication>(Operations.SubmitApplication, rosters.SubmitAsync, Rosters.MaxRows);
        api.Read(Operations.ListApplications, Applications.ListAsync);
        api.Read(Operations.GetApplication, Applications.GetAsync);
        api.Change(Operations.WithdrawApplication, Applications.WithdrawAsync, Fields.Of);

        api.Change(Operations.ReviewApplication, Reviews.ReviewAsync, Reviews.Validate);
        api.Change(Operations.ApproveApplication, Reviews.ApproveAsync);
        api.Change(Operations.UpholdObjection, Reviews.UpholdObjectionAsync, NamedLines.Validate);

        api.Change(Operations.DisburseApplication, Payments.DisburseAsync, Payments.Validate);
        api.Change(Operations.ReturnPayment, Payments.ReturnAsync, NamedLines.Validate);
        api.Change(Operations.SettleApplication, Payments.SettleAsync);

        api.Look(Operations.CheckRoster, checks.CheckAsync, RosterChecks.Validate);
        api.Change(Operations.ReportReview, Reports.ReviewAsync, Reports.Validate);
        api.Change(Operations.ReportPayment, Reports.PayAsync, Reports.Validate);
        api.Change(Operations.ReportPaymentReturn, Reports.ReturnAsync, Reports.Validate);
    }
}
