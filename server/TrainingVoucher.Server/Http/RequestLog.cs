using System.Diagnostics;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Metrics;

namespace TrainingVoucher.Server.Http;

/// <summary>One line per request: operation, status, time; counted by the first two. Never an address, a body, or anything a person could be known by.</summary>
internal static partial class RequestLog
{
    public static void UseRequestLog(this WebApplication app, ServerMetrics metrics) => app.Use(async (context, next) =>
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Id ?? "other";
        metrics.Answered(operation, context.Response.StatusCode);
        Answered(app.Logger, operation, context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds, Problems.TraceId(context));
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} {Status} {Milliseconds:F1} ms {TraceId}")]
    private static partial void Answered(ILogger logger, string operation, int status, double milliseconds, string traceId);
}
