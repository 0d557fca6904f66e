using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>Says whether the server can answer: it can when its database does.</summary>
internal static class Health
{
    private const string Probe = "SELECT 1";

    public static void MapHealth(this IEndpointRouteBuilder routes, IStore store) => routes.MapGet("/healthz", async (HttpContext context) =>
    {
        try
        {
            await store.ReadAsync(session => session.ValueAsync<long>(Probe), context.RequestAborted);
            return Results.Text("ok");
        }
        catch (System.Data.Common.DbException)
        {
            return Results.Text("database unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }).ExcludeFromDescription();
}
