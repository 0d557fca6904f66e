using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Jobs;

internal static class JobsEndpoints
{
    public static void MapJobs(this ApiRoutes api, JobErrorFile errors)
    {
        api.Read(Operations.ListJobs, JobStore.ListAsync);
        api.Read(Operations.GetJob, JobStore.GetAsync);
        api.Change(Operations.CancelJob, JobStore.CancelAsync, Fields.Of);
        api.Stream(Operations.DownloadRejectedRows, errors.SendAsync);
    }
}
