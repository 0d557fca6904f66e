using System.Diagnostics.Metrics;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Meters whose names begin with <c>Sandbox.</c>, so that nothing of a sandbox is counted as the server's.</summary>
internal sealed class SandboxMeters : IMeterFactory
{
    private readonly List<Meter> made = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions("Sandbox." + options.Name) { Version = options.Version, Tags = options.Tags, Scope = this });
        lock (made)
        {
            made.Add(meter);
        }

        return meter;
    }

    public void Dispose()
    {
        lock (made)
        {
            made.ForEach(meter => meter.Dispose());
        }
    }
}
