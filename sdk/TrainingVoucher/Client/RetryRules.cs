using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TrainingVoucher.Client;

/// <summary>What is tried again, and when.</summary>
internal static class RetryRules
{
    public static readonly ResiliencePropertyKey<bool> IsSafeAfter500 = new("training-voucher.safe-after-500");
    public static readonly ResiliencePropertyKey<TimeSpan?> AttemptTimeout = new("training-voucher.attempt-timeout");

    public static ResiliencePipeline<Answer> Pipeline(TrainingVoucherOptions options)
    {
        var builder = new ResiliencePipelineBuilder<Answer> { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(Retry(options.MaxRetries, options.RetryDelay, options.MaxRetryDelay));
        }

        var attempt = options.AttemptTimeout;
        return builder
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = args => new(args.Context.Properties.GetValue(AttemptTimeout, null) ?? attempt),
            })
            .Build();
    }

    public static bool IsNetworkFailure(Exception? e, CancellationToken ct) => e switch
    {
        HttpRequestException or IOException => true,
        // An injected HttpClient's own timeout, as against a cancellation by the caller.
        OperationCanceledException => !ct.IsCancellationRequested && e.InnerException is TimeoutException,
        _ => false,
    };

    private static RetryStrategyOptions<Answer> Retry(int retries, TimeSpan delay, TimeSpan longest) => new()
    {
        MaxRetryAttempts = retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = delay,
        MaxDelay = longest,
        ShouldHandle = args => new(IsWorthIt(args.Outcome, args.Context, longest)),
        DelayGenerator = static args => new(args.Outcome.Result?.RetryAfter),
    };

    private static bool IsWorthIt(Outcome<Answer> outcome, ResilienceContext context, TimeSpan longest)
    {
        if (outcome.Exception is { } e)
        {
            return e is TimeoutRejectedException || IsNetworkFailure(e, context.CancellationToken);
        }

        var answer = outcome.Result!;
        return answer.RetryAfter.GetValueOrDefault() <= longest && answer.Status switch
        {
            429 or 502 or 503 or 504 => true,
            500 => context.Properties.GetValue(IsSafeAfter500, false),
            _ => false,
        };
    }
}
