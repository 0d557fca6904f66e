using System.Diagnostics;
using System.Diagnostics.Metrics;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>What is told of one call, at its end. There is none while nobody listens.</summary>
internal sealed class CallTelemetry : IDisposable
{
    private const string Operation = "training_voucher.operation";
    private const string Attempts = "training_voucher.attempts";
    private const string Code = "training_voucher.code";
    private const string Status = "http.response.status_code";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] };

    private static readonly ActivitySource Source = new(TrainingVoucherTelemetry.Name);
    private static readonly Meter Meter = new(TrainingVoucherTelemetry.Name);
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("training_voucher.client.calls", "{call}", "Calls that ended, by operation, status and code.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("training_voucher.client.retries", "{attempt}", "Attempts after the first, by operation.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram("training_voucher.client.duration", "s", "Time of a call with all its attempts, by operation, status and code.", tags: null, advice: Seconds);

    private readonly string operation;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly Activity? activity;
    private int attempts;
    private int status;
    private string? code;

    private CallTelemetry(string operation, TimeProvider time)
    {
        (this.operation, this.time, started) = (operation, time, time.GetTimestamp());
        activity = Source.StartActivity(operation, ActivityKind.Client);
    }

    public static CallTelemetry? Start(string operation, TimeProvider time) =>
        Source.HasListeners() || Calls.Enabled || Retries.Enabled || Duration.Enabled ? new CallTelemetry(operation, time) : null;

    public void Attempt() => attempts++;

    public void Answered(int httpStatus) => status = httpStatus;

    public void Failed(Exception e) => (status, code) = e switch
    {
        TrainingVoucherException refused => (refused.Status, Known(refused.Code)),
        OperationCanceledException => (status, "cancelled"),
        _ => (status, "failed"),
    };

    public void Dispose()
    {
        TagList tags = new() { { Operation, operation } };
        if (status != 0)
        {
            tags.Add(Status, status);
        }

        if (code is not null)
        {
            tags.Add(Code, code);
        }

        Calls.Add(1, tags);
        Duration.Record(time.GetElapsedTime(started).TotalSeconds, tags);
        if (attempts > 1)
        {
            Retries.Add(attempts - 1, new KeyValuePair<string, object?>(Operation, operation));
        }

        End(tags);
    }

    /// <summary>A code that nobody here knows could be any text.</summary>
    private static string Known(string code) =>
        ErrorCodes.Find(code) is not null || code is TrainingVoucherException.UnexpectedAnswer or TrainingVoucherException.Unreachable or TrainingVoucherException.TimedOut ? code : "other";

    private void End(in TagList tags)
    {
        if (activity is null)
        {
            return;
        }

        foreach (var tag in tags)
        {
            activity.SetTag(tag.Key, tag.Value);
        }

        activity.SetTag(Attempts, attempts);
        if (code is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, code);
        }

        activity.Dispose();
    }
}
