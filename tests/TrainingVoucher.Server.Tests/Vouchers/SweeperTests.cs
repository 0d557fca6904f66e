using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Server.Tests.Journal;

namespace TrainingVoucher.Server.Tests.Vouchers;

public class SweeperTests
{
    [Fact]
    public async Task Sweep_EndedAfterAnyChunk_GoesOnWhereItWas()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 9);
        for (var person = 1; person <= 7; person++)
        {
            await s.ClaimAsync(batch, person);
        }

        s.Server.Time.Advance(TimeSpan.FromDays(40));
        var counted = new List<long>();
        CancellationTokenSource kill = new();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == Sweeper.MeterName)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            counted.Add(count);
            kill.Cancel();
        });
        listener.Start();
        for (var process = 0; process < 4; process++)
        {
            kill = new();
            using var sweeper = new Sweeper(s.Server.Store, s.Server.Time, TimeSpan.FromDays(49), NullLogger<Sweeper>.Instance, atOnce: 2);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweeper.SweepAsync(kill.Token));
            kill.Dispose();
        }

        Assert.Equal([2, 2, 2, 1], counted.Take(4));
        Assert.Equal(7, await s.CountJournalAsync("voucher.expired"));
        await Invariants.AssertAsync(s.Server.Store);
    }
}
