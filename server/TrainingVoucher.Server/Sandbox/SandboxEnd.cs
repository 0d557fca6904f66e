using Microsoft.Data.Sqlite;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using static SQLitePCL.raw;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Why a sandbox has to end. A call tells it to those outside, and leaves the answer to them.</summary>
internal sealed class SandboxEnd
{
    /// <summary>Somebody asked for a new one.</summary>
    public static readonly SandboxEnd Reset = new();

    /// <summary>Its database cannot be read any more.</summary>
    public static readonly SandboxEnd Damaged = new();

    /// <summary>The server stops.</summary>
    public static readonly SandboxEnd Stopping = new();

    private SandboxEnd()
    {
    }

    public static Task<Answer?> Ask(HttpContext context, SandboxEnd why)
    {
        context.Features.Set(why);
        return Task.FromResult<Answer?>(null);
    }

    /// <summary>Ends the sandbox with the first call that meets a damaged database.</summary>
    public static void UseDamageWatch(WebApplication app, ILogger log) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB && !context.Response.HasStarted)
        {
            log.LogError(e, "The database of the sandbox is damaged.");
            context.Features.Set(Damaged);
            await Problems.WriteAsync(context, ErrorCodes.SandboxUnavailable);
        }
    });
}
