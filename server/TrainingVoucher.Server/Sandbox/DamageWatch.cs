using Microsoft.Data.Sqlite;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using static SQLitePCL.raw;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Ends a sandbox with the first call that meets a damaged database.</summary>
internal static class DamageWatch
{
    public static void UseDamageWatch(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB && !context.Response.HasStarted)
        {
            app.Logger.LogError(e, "The database of the sandbox is damaged.");
            await SandboxEnd.Damaged.In(context);
            await Problems.WriteAsync(context, ErrorCodes.SandboxUnavailable);
        }
    });
}
