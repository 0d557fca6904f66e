using System.Text.Json;

namespace TrainingVoucher.Server.Http;

/// <summary>The answer to a call: exactly the bytes that are sent, and sent again to a repeated one.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    public static Answer Of<T>(HttpContext context, Outcome<T> outcome) => outcome.Refusal is { } refusal
        ? new Answer(refusal.Code.Status, Problems.ContentType, Problems.Render(refusal, Problems.TraceId(context)))
        : new Answer(StatusCodes.Status200OK, "application/json", JsonSerializer.SerializeToUtf8Bytes(outcome.Value, Json.Options.GetTypeInfo<T>()));

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Body.Length;
        Problems.Advise(context, Status);
        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
