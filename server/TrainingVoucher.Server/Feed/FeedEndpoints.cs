using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Feed;

internal static class FeedEndpoints
{
    public static void MapFeed(this ApiRoutes api, Feeds feeds) => api.Poll(Operations.GetFeed, feeds.GetAsync, FeedReading.Validate);
}
