using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Feed;

internal static class FeedEndpoints
{
    public static void MapFeed(this ApiRoutes api, Feeds feeds, Reconciliations reconciliations)
    {
        api.Poll(Operations.GetFeed, feeds.GetAsync, FeedReading.Validate);
        api.Poll(Operations.GetReconciliation, reconciliations.GetAsync, Reconciliations.Validate);
        api.Stream(Operations.DownloadReconciliation, reconciliations.SendAsync);
    }
}
