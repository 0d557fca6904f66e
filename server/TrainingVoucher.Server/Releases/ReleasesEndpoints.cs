using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Releases;

internal static class ReleasesEndpoints
{
    public static void MapReleases(this ApiRoutes api, Proposals proposals, Approvals approvals)
    {
        api.Change(Operations.ProposeRelease, Proposals.ProposeAsync, Proposals.Validate);
        api.Read(Operations.ListReleases, ReleaseStore.ListAsync);
        api.Read(Operations.GetRelease, ReleaseStore.GetAsync);
        api.Upload<AddPersonsRequest, PersonRow, RowReport>(Operations.AddPersons, proposals.AddPersonsAsync, Proposals.MaxPersons);
        api.Change(Operations.ApproveRelease, approvals.ApproveAsync);
        api.Change(Operations.RejectRelease, Approvals.RejectAsync, Fields.Of);
    }
}
