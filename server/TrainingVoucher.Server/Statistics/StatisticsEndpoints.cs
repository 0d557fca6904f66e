using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Statistics;

internal static class StatisticsEndpoints
{
    public static void MapStatistics(this ApiRoutes api) => api.Read(Operations.GetStatistics, Figures.ListAsync, Figures.Validate);
}
