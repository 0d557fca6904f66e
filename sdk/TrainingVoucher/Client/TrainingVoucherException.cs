using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>
/// A call did not succeed: the server refused it, or could not be reached or understood. The message never contains data of the request.
/// </summary>
public sealed class TrainingVoucherException : Exception
{
    /// <summary>The code of an answer that is none of this API's: a proxy's page, or JSON of another shape.</summary>
    public const string UnexpectedAnswer = "unexpected_answer";

    /// <summary>The code of a call that got no answer: no connection, or one that broke off.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The code of a call whose every attempt took too long.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>Creates the exception; public so that code that handles it can be tested.</summary>
    /// <param name="status">The HTTP status; 0 without an answer.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="message">An English sentence and what to do next; the code is put in front of it.</param>
    /// <param name="problem">The answer as the server wrote it.</param>
    /// <param name="innerException">What led to it.</param>
    public TrainingVoucherException(int status, string code, string message, Problem? problem = null, Exception? innerException = null)
        : base($"{code}: {message}", innerException)
    {
        Status = status;
        Code = code;
        Problem = problem;
    }

    private TrainingVoucherException(TrainingVoucherException shared, string idempotencyKey)
        : base(shared.Message, shared) =>
        (Status, Code, Problem, RetryAfter, IdempotencyKey, IsSandbox) = (shared.Status, shared.Code, shared.Problem, shared.RetryAfter, idempotencyKey, shared.IsSandbox);

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; }

    /// <summary>The stable code to act on: one of <see cref="ErrorCodes"/>, one of the constants of this class, or one this version does not know.</summary>
    public string Code { get; }

    /// <summary>The refusal with its sentences in Chinese and English; <see langword="null"/> when <see cref="Code"/> is none of <see cref="ErrorCodes"/>.</summary>
    public ErrorCode? Refusal => ErrorCodes.Find(Code);

    /// <summary>The sentence to show to a person, in both languages: that of the refusal, or why there is no answer of this API.</summary>
    public LocalText Sentence => Refusal?.Sentence ?? (Problem is { } problem ? new(problem.TitleZh ?? problem.Title, problem.Title) : NoAnswer.Sentence(Code));

    /// <summary>What to do next, in both languages.</summary>
    public LocalText Next => Refusal?.Next ?? (Problem is { Detail: { } detail } problem ? new(problem.DetailZh ?? detail, detail) : NoAnswer.Next(Code));

    /// <summary>
    /// Whether the command may have taken effect, now or in an earlier attempt: no answer came, or none that decides it. Keep
    /// <see cref="IdempotencyKey"/> and the request, and repeat them until this is false or the call succeeds. Always false for a call that only reads.
    /// </summary>
    public bool IsOutcomeUnknown => IdempotencyKey is not null && !IsDecided;

    /// <summary>The answer as the server wrote it; <see langword="null"/> when it was none of this API's.</summary>
    public Problem? Problem { get; }

    /// <summary>For <c>invalid_request</c>: every field that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors => Problem?.Errors ?? [];

    /// <summary>After which time the server wants to be asked again; <see langword="null"/> when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Identifies the request in the server's log; <see langword="null"/> when the answer does not say.</summary>
    public string? TraceId => Problem?.TraceId;

    /// <summary>The key of the command; passed in <see cref="RequestOptions.IdempotencyKey"/> it repeats the same command safely. <see langword="null"/> for a call that only reads.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether a sandbox answered; <see langword="false"/> when there was no answer.</summary>
    public bool IsSandbox { get; init; }

    // What may pass (unauthenticated, rate limited, busy) comes before the server looks for an answer kept under the key: it says nothing of an
    // earlier attempt. That a platform may not act for an institution is only said when there is none.
    private bool IsDecided => Code != UnexpectedAnswer && ((Refusal?.Status ?? Status) is 400 or 404 or 405 or 409 or 413 or 415 or 422 || Is(ErrorCodes.NotDelegated));

    /// <summary>Whether the call was refused for this reason: <c>when (e.Is(ErrorCodes.SoldOut))</c>.</summary>
    /// <param name="refusal">One of <see cref="ErrorCodes"/>.</param>
    public bool Is(ErrorCode refusal) => refusal?.Code == Code;

    /// <summary>The same failure as that of one command among those that share it.</summary>
    internal TrainingVoucherException For(string idempotencyKey) => new(this, idempotencyKey);
}
