using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace CoursePlatform;

/// <summary>
/// Receives webhooks. Who sent them is found out before anything is read: signature and time, by the secret that counts or, during a rotation, the
/// former one. They come more than once and in no certain order; the book takes each once and puts them in order by their numbers.
/// </summary>
internal sealed class Webhooks(Book book, PlatformSettings settings, TimeProvider time, ILogger<Webhooks> log)
{
    private readonly WebhookVerifier verifier = new(time, settings.WebhookSecrets.Select(WebhookSecret.Parse));

    /// <summary>An answer of 204 says that it is in the book; after any other one the server sends it again.</summary>
    public async Task<IResult> ReceiveAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request.Body, context.RequestAborted);
        var verdict = verifier.Verify(body, name => context.Request.Headers[name]);
        if (!verdict.IsAccepted)
        {
            return Refuse(verdict.Refusal.ToCode(), verdict.Refusal == WebhookRefusal.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status401Unauthorized);
        }

        WebhookMessage message;
        try
        {
            message = WebhookMessage.Parse(body);
        }
        catch (FormatException)
        {
            return Refuse("webhook_body", StatusCodes.Status400BadRequest);
        }

        // A test has no event, and other events are about no voucher.
        if (message.Data is { Voucher: { } voucher } data && book.Tell(new(verdict.Id, data.Number, data.Type, voucher.Code, voucher.AmountFen, data.At)))
        {
            log.LogInformation("Webhook {Id}: {Type}", verdict.Id, message.Type);
        }

        return Results.NoContent();
    }

    private IResult Refuse(string code, int status)
    {
        log.LogWarning("A webhook was refused: {Code}", code);
        return Results.Text(code, statusCode: status);
    }

    /// <summary>The bytes as they came; of a body that is too long no more than shows it.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        var bytes = new byte[WebhookVerifier.MaxBody + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return bytes[..length];
    }
}
