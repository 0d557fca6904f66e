using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Server.Metrics;

namespace TrainingVoucher.Server.Tests.Metrics;

/// <summary>What the instruments of one server say from now on, told apart from those of servers beside it by the scope of their meter.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ConcurrentQueue<(string Name, string Tags, double Value)> _all = new();
    private readonly MeterListener _listener = new();

    public Measured(IServiceProvider services)
    {
        var scope = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServerMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Called with the name of an instrument after each measurement.</summary>
    public Action<string>? Seen { get; set; }

    /// <summary>Every set of tags that was seen.</summary>
    public IEnumerable<string> Tags => _all.Select(m => m.Tags).Distinct(StringComparer.Ordinal);

    /// <summary>The measurements with exactly these tags, in order.</summary>
    public IReadOnlyList<double> Of(string name, string tags = "") => [.. _all.Where(m => m.Name == "training_voucher." + name && m.Tags == tags).Select(m => m.Value)];

    public double Sum(string name, string tags = "") => Of(name, tags).Sum();

    /// <summary>Asks an instrument that is only read when somebody wants to know.</summary>
    public double Read(string name, string tags = "")
    {
        _listener.RecordObservableInstruments();
        return Of(name, tags)[^1];
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _all.Enqueue((instrument.Name, string.Join(' ', tags.ToArray().Select(t => $"{t.Key[(t.Key.LastIndexOf('.') + 1)..]}={t.Value}")), value));
        Seen?.Invoke(instrument.Name);
    }
}
