using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>An answer of the server, read to its end.</summary>
internal sealed record Answer(int Status, byte[] Body, TimeSpan? RetryAfter, bool IsSandbox)
{
    public const int MaxBody = 64 * 1024 * 1024;

    public bool IsSuccess => Status is >= 200 and < 300;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken ct)
    {
        var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = await BoundedStream.ReadAsync(stream, MaxBody, ct).ConfigureAwait(false)
                ?? throw new TrainingVoucherException(
                    (int)response.StatusCode, TrainingVoucherException.UnexpectedAnswer, "The answer is too large. Ask for smaller pages.");
            return new Answer((int)response.StatusCode, body, WaitOf(response, now), response.Headers.Contains(SandboxMark.Header));
        }
    }

    /// <summary>The exception for an answer that is not a success.</summary>
    public TrainingVoucherException ToException(string? idempotencyKey = null)
    {
        var problem = ReadProblem();
        var code = problem?.Code ?? CodeByStatus();
        return new TrainingVoucherException(Status, code, Sentence(code, problem), problem) { RetryAfter = RetryAfter, IdempotencyKey = idempotencyKey, IsSandbox = IsSandbox };
    }

    private static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The sentence of the list when the code is known, so that nothing of a request comes back through a message.</summary>
    private static string Sentence(string code, Problem? problem)
    {
        if (ErrorCodes.Find(code) is { } known)
        {
            return $"{known.English} {known.NextEnglish}";
        }

        return problem is null
            ? "The answer is not one of this API. Check BaseAddress and what stands between."
            : "This version of the SDK does not know the code. See Problem for what the server says.";
    }

    private Problem? ReadProblem()
    {
        try
        {
            return JsonSerializer.Deserialize(Body, ContractsJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string CodeByStatus() => Status switch
    {
        401 => ErrorCodes.Unauthenticated.Code,
        413 => ErrorCodes.TooLarge.Code,
        429 or 502 or 503 or 504 => ErrorCodes.Unavailable.Code,
        _ => TrainingVoucherException.UnexpectedAnswer,
    };
}
