using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using TrainingVoucher.Client;

namespace TrainingVoucher.Tests.Client;

/// <summary>Listens to what the client tells of the calls of one test, told apart from those of tests beside it by their trace.</summary>
internal sealed class Heard : IDisposable
{
    private readonly Activity root = new Activity("test").Start();
    private readonly ActivityListener listener;
    private readonly MeterListener meters = new();
    private readonly ConcurrentQueue<Activity> activities = new();
    private readonly ConcurrentQueue<(string Name, string Tags, double Value)> measured = new();

    public Heard(bool activities = true, bool measurements = true)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => activities && source.Name == TrainingVoucherTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                {
                    this.activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        meters.InstrumentPublished = (instrument, l) =>
        {
            if (measurements && instrument.Meter.Name == TrainingVoucherTelemetry.Name)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        meters.Start();
    }

    public IReadOnlyList<Activity> Activities => [.. activities];

    /// <summary>The tags of each activity, in order, as <c>name=value</c> without what stands before the last full stop of a name.</summary>
    public IReadOnlyList<string> Tags => [.. activities.Select(a => Text(a.TagObjects))];

    /// <summary>Everything that was told, as one text.</summary>
    public string Everything => string.Join(
        '\n',
        activities.Select(a => $"{a.DisplayName} {a.StatusDescription} {Text(a.TagObjects)} {string.Join(' ', a.Baggage)} {string.Join(' ', a.Events.Select(e => e.Name + Text(e.Tags)))}")
            .Concat(measured.Select(m => $"{m.Name} {m.Tags}")));

    public IReadOnlyList<(string Tags, double Value)> Of(string instrument) => [.. measured.Where(m => m.Name == "training_voucher.client." + instrument).Select(m => (m.Tags, m.Value))];

    public void Dispose()
    {
        listener.Dispose();
        meters.Dispose();
        root.Dispose();
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(t => $"{t.Key[(t.Key.LastIndexOf('.') + 1)..]}={t.Value}"));

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current?.TraceId == root.TraceId)
        {
            measured.Enqueue((instrument.Name, Text(tags.ToArray()), value));
        }
    }
}
