using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TrainingVoucher.Server.Metrics;

namespace TrainingVoucher.Server.Tests.Conventions;

/// <summary>The operators' document tells of every setting and every metric.</summary>
public sealed class OperationsDocsTests
{
    private static readonly string Document = Repository.Read("docs/operations.md");

    [Fact]
    public void Settings_EachHasItsRow()
    {
        var settings = typeof(ServerOptions).GetProperties().Select(p => p.Name).Where(name => name is not (nameof(ServerOptions.Time) or nameof(ServerOptions.Identity)))
            .Concat(typeof(IdentityOptions).GetProperties().Select(p => $"{nameof(ServerOptions.Identity)}:{p.Name}"));

        Assert.All(settings, name => Assert.Contains($"\n| `{name}` |", Document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_EachHasItsRowAndItsUnit()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();

        var metrics = new ServerMetrics(factory);
        metrics.WatchLanes(() => []);
        metrics.WatchSealer(() => 0, () => TimeSpan.Zero, () => 0);

        Assert.Equal(11, instruments.Count);
        Assert.All(instruments, i => Assert.Contains($"\n| `{i.Name}` | `{i.Unit}` |", Document, StringComparison.Ordinal));
    }
}
