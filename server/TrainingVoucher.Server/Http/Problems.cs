using System.Diagnostics;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>Writes refusals as problem details (RFC 9457).</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static byte[] Render(Refusal refusal, string traceId) => JsonSerializer.SerializeToUtf8Bytes(
        new Problem
        {
            Type = "urn:training-voucher:error:" + refusal.Code.Code,
            Title = refusal.Code.English,
            Status = refusal.Code.Status,
            Code = refusal.Code.Code,
            Detail = refusal.Code.NextEnglish,
            TitleZh = refusal.Code.Chinese,
            DetailZh = refusal.Code.NextChinese,
            Errors = refusal.Errors,
            TraceId = traceId,
        },
        Json.Options.GetTypeInfo<Problem>());

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var body = Render(refusal, TraceId(context));
        context.Response.StatusCode = refusal.Code.Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        Advise(context, refusal.Code.Status);

        // Not cancelled when the caller is gone: there is nothing to save, and a fault while answering a fault would be logged as one.
        await context.Response.Body.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>Says in a header how to go on: with a token, or a second later.</summary>
    public static void Advise(HttpContext context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }
    }

    /// <summary>Answers what no endpoint answered: unknown addresses and wrong methods.</summary>
    public static void UseProblems(this WebApplication app) =>
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(context.HttpContext, ErrorCodes.NotFound),
            StatusCodes.Status405MethodNotAllowed => WriteAsync(context.HttpContext, ErrorCodes.MethodNotAllowed),
            StatusCodes.Status413PayloadTooLarge => WriteAsync(context.HttpContext, ErrorCodes.TooLarge),
            StatusCodes.Status415UnsupportedMediaType => WriteAsync(context.HttpContext, ErrorCodes.UnsupportedMediaType),
            _ => Task.CompletedTask,
        });
}
