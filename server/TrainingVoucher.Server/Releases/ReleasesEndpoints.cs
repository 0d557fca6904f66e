using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Jobs;

namespace TrainingVoucher.Server.Releases;

internal static class ReleasesEndpoints
{
    public static void MapReleases(this ApiRoutes api, Proposals proposals, JobUploads uploads, Approvals approvals)
    {
        api.Change(Operations.ProposeRelease, Proposals.ProposeAsync, Proposals.Validate);
        api.Read(Operations.ListReleases, ReleaseStore.ListAsync);
        api.Read(Operations.GetRelease, ReleaseStore.GetAsync);
        api.Upload<AddPersonsRequest, PersonRow, RowReport>(Operations.AddPersons, proposals.AddPersonsAsync, Proposals.MaxPersons);
        api.Stream(Operations.StartPersonList, (context, caller) =>
            uploads.ReceiveAsync<AddPersonsRequest, PersonRow>(context, caller, Operations.StartPersonList, JobKind.ListPersons, Proposals.AdmitAsync));
        api.Change(Operations.ApproveRelease, approvals.ApproveAsync);
        api.Change(Operations.RejectRelease, Approvals.RejectAsync, Fields.Of);
    }
}
