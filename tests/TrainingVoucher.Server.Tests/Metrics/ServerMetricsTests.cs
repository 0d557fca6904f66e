using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry.Metrics;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Tests.Jobs;
using TrainingVoucher.Server.Tests.Sealing;

namespace TrainingVoucher.Server.Tests.Metrics;

public sealed class ServerMetricsTests
{
    [Fact]
    public async Task Calls_AreCountedByOperationAndStatus_AndSayNothingElse()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 2);
        using var measured = new Measured(s.Server.Services);

        var voucher = await s.ClaimAsync(batch, 1);
        await s.ClaimAsync(batch, 2);
        await s.RedeemAsync(voucher, 1);
        Assert.Equal("already_redeemed", await Scenario.RefusedAsync(() => s.RedeemAsync(voucher, 1)));
        await s.ReadLineAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await s.Server.Http.GetAsync(new Uri($"/v1/vouchers/{voucher.Code}", UriKind.Relative))).StatusCode);

        Assert.Equal(2, measured.Sum("calls.answered", "operation=claimVoucher status_code=200"));
        Assert.Equal(1, measured.Sum("calls.answered", "operation=redeemVoucher status_code=200"));
        Assert.Equal(1, measured.Sum("calls.answered", "operation=redeemVoucher status_code=409"));
        Assert.Equal(1, measured.Sum("calls.answered", "operation=getBudgetLine status_code=200"));
        Assert.Equal(1, measured.Sum("calls.answered", "operation=other status_code=404"));
        var operations = Operations.All.Select(o => o.Id).Append("other").ToHashSet(StringComparer.Ordinal);
        Assert.All(measured.Tags, tags => Assert.True(tags is "lane=0" or "lane=checks" || operations.Contains(tags.Split(' ')[0]["operation=".Length..]), tags));
    }

    [Fact]
    public async Task Sweeper_CountsWhatItRecordedAndDropped()
    {
        await using var s = await Scenario.StartAsync();
        var proposed = s.Proposed(await s.DefineAsync(Scenario.FaceValue() with { LapseDays = 2 }), 9);
        var batch = await s.ReleaseAsync(proposed with { ClosesAt = proposed.OpensAt.AddDays(20) });
        for (var person = 1; person <= 5; person++)
        {
            var voucher = await s.ClaimAsync(batch, person);
            if (person > 3)
            {
                await s.RedeemAsync(voucher, person);
            }
        }

        using var measured = new Measured(s.Server.Services);
        s.Server.Time.Advance(TimeSpan.FromDays(40));
        var kept = (await s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM idempotency"))[0];
        await s.SweepAsync();
        await s.SweepAsync();

        Assert.Equal(3, measured.Sum("sweeper.rows", "sweep=expired"));
        Assert.Equal(1, measured.Sum("sweeper.rows", "sweep=closed"));
        Assert.Equal(2, measured.Sum("sweeper.rows", "sweep=ended"));
        Assert.Equal(kept, measured.Sum("sweeper.rows", "sweep=forgotten"));
    }

    [Fact]
    public async Task Jobs_CountTheirRows()
    {
        await using var stage = await JobStage.StartAsync();
        var (_, batch) = await stage.ProposeAsync(await stage.S.DefineAsync(Scenario.FaceValue()), 50);
        using var measured = new Measured(stage.S.Server.Services);

        await stage.UploadAsync(batch, [.. Enumerable.Range(1, 8).Select(JobStage.Line), "residentIdCard,1,x"]);
        await stage.RunAsync();

        Assert.Equal(8, measured.Sum("job.rows", "kind=listPersons result=done"));
        Assert.Equal(1, measured.Sum("job.rows", "kind=listPersons result=rejected"));
    }

    [Fact]
    public async Task Sealer_SaysHowOldAndHowLongItsLogIs()
    {
        await using var s = await Scenario.StartAsync();
        using var measured = new Measured(s.Server.Services);
        Assert.Equal((0, 0, 0), (measured.Read("sealer.age"), measured.Read("sealer.lag"), measured.Read("log.size")));

        s.Server.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(30, measured.Read("sealer.age"));
        await s.Server.Services.GetRequiredService<Sealer>().SealAsync(CancellationToken.None);
        s.Server.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, measured.Read("sealer.age"));
        Assert.Equal((await s.ReadJournalAsync()).Count, measured.Read("log.size"));
        Assert.Equal(0, measured.Read("sealer.lag"));
    }

    [Fact]
    public async Task Sealer_ThatFailedInABacklog_SaysWhatIsLeft()
    {
        await using var log = await SealedStore.CreateAsync();
        await log.WriteAsync(Sealer.Chunk + 100);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var measured = new Measured(services);
        var sealer = log.NewSealer(new DiesBeforeCommit(log.Store, after: 1));
        using var service = new SealerService(sealer, log.Time, TimeSpan.FromDays(1), new ServerMetrics(services.GetRequiredService<IMeterFactory>()), NullLogger<SealerService>.Instance);
        await service.StartAsync(CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sealer.SealAsync(CancellationToken.None));

        Assert.Equal((100, Sealer.Chunk), (measured.Read("sealer.lag"), measured.Read("log.size")));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task NoEndpoint_NothingIsCollected()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Null(server.Services.GetService<MeterProvider>());
    }
}
