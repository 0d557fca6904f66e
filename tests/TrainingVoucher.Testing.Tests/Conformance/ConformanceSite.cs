using TrainingVoucher.Conformance;
using TrainingVoucher.Conformance.Cases;
using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Conformance.Parties;
using TrainingVoucher.Conformance.Relaying;
using TrainingVoucher.Conformance.Reports;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>One server for every driver of these tests; each has a relay of its own, and all go at once.</summary>
public sealed class ConformanceSite : IAsyncLifetime
{
    private Site site = null!;

    public async Task InitializeAsync()
    {
        site = await Site.StartAsync(CancellationToken.None);
        site.MoveTo(TimeSpan.Zero);
    }

    public Task DisposeAsync() => site.DisposeAsync().AsTask();

    internal async Task<Report> RunAsync(IDriver driver, params string[] cases)
    {
        await using (driver)
        {
            await using var relay = await Relay.StartAsync(site.Address, site.Time, CancellationToken.None);
            return await new Run(site, relay, driver, TextWriter.Null).CasesAsync(CaseList.Find(cases), CancellationToken.None);
        }
    }
}
