using System.Diagnostics.Metrics;

namespace TrainingVoucher.Server.Metrics;

/// <summary>
/// What one server counts and measures, named and with units as OpenTelemetry has them; <c>docs/operations.md</c> lists it. A tag holds
/// the name of an operation, a lane, a kind: nothing that tells of a person, a partner or a voucher.
/// </summary>
internal sealed class ServerMetrics
{
    public const string MeterName = "TrainingVoucher";

    private const string Lane = "training_voucher.lane";

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] };

    private readonly Meter meter;
    private readonly Counter<long> answered;
    private readonly Counter<long> shed;
    private readonly Histogram<int> groupSize;
    private readonly Histogram<double> commitDuration;
    private readonly Counter<long> sweptRows;
    private readonly Counter<long> jobRows;
    private readonly Counter<long> webhooks;

    public ServerMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        answered = meter.CreateCounter<long>("training_voucher.calls.answered", "{call}", "Calls that were answered, by operation and status.");
        shed = meter.CreateCounter<long>("training_voucher.lane.shed", "{command}", "Commands turned away with 503 because their lane was full or the server is stopping.");
        groupSize = meter.CreateHistogram("training_voucher.lane.group.size", "{command}", "Commands of one committed group.", tags: null, advice: Sizes);
        commitDuration = meter.CreateHistogram("training_voucher.commit.duration", "s", "Time from the first load of a group to its commit.", tags: null, advice: Seconds);
        sweptRows = meter.CreateCounter<long>("training_voucher.sweeper.rows", "{row}", "Rows that the sweeper recorded or dropped, by what it did.");
        jobRows = meter.CreateCounter<long>("training_voucher.job.rows", "{row}", "Rows of jobs that were done or rejected, by kind of job.");
        webhooks = meter.CreateCounter<long>("training_voucher.webhook.attempts", "{attempt}", "Attempts to deliver a webhook, by whether the receiver took it.");
    }

    public void Answered(string operation, int status)
    {
        if (answered.Enabled)
        {
            answered.Add(1, new("training_voucher.operation", operation), new("http.response.status_code", status));
        }
    }

    public void Shed(string lane) => shed.Add(1, new KeyValuePair<string, object?>(Lane, lane));

    public void Committed(string lane, int commands, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>(Lane, lane);
        groupSize.Record(commands, tag);
        commitDuration.Record(duration.TotalSeconds, tag);
    }

    public void Swept(string what, int rows) => sweptRows.Add(rows, new KeyValuePair<string, object?>("training_voucher.sweep", what));

    public void JobRows(string kind, int done, int rejected)
    {
        var tag = new KeyValuePair<string, object?>("training_voucher.job.kind", kind);
        jobRows.Add(done, tag, new("training_voucher.row.result", "done"));
        jobRows.Add(rejected, tag, new("training_voucher.row.result", "rejected"));
    }

    public void Sent(int taken, int failed)
    {
        webhooks.Add(taken, new KeyValuePair<string, object?>("training_voucher.attempt.result", "taken"));
        webhooks.Add(failed, new KeyValuePair<string, object?>("training_voucher.attempt.result", "failed"));
    }

    /// <summary>Lets whoever collects ask how many commands wait in each lane.</summary>
    public void WatchLanes(Func<IEnumerable<(string Lane, int Waiting)>> read) => meter.CreateObservableUpDownCounter(
        "training_voucher.lane.waiting",
        () => read().Select(l => new Measurement<int>(l.Waiting, new KeyValuePair<string, object?>(Lane, l.Lane))),
        "{command}",
        "Commands that wait for their group.");

    /// <summary>Lets whoever collects ask how the sealer keeps up.</summary>
    public void WatchSealer(Func<long> rows, Func<TimeSpan> since, Func<long> size)
    {
        meter.CreateObservableGauge("training_voucher.sealer.lag", rows, "{row}", "About how many journal rows were left to seal after the last chunk.");
        meter.CreateObservableGauge("training_voucher.sealer.age", () => since().TotalSeconds, "s", "Time since the sealer last had sealed all there was; since its start, if never.");
        meter.CreateObservableGauge("training_voucher.log.size", size, "{row}", "Sealed journal rows, as far as this server has seen.");
    }
}
