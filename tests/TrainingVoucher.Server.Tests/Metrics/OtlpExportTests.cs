using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness.Processes;

namespace TrainingVoucher.Server.Tests.Metrics;

public sealed class OtlpExportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Endpoint_Set_ReceivesTheServersMetricsAndThoseItStandsOn()
    {
        var received = new ConcurrentQueue<string>();
        await using var collector = await StartCollectorAsync(received);
        await using var database = await TestDatabase.CreateAsync();
        using var server = await ServerProcess.StartAsync(database.Options(), new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=drill",
        });
        using var http = new HttpClient();
        await http.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/healthz"));

        List<string> expected =
        [
            "training-voucher", "deployment.environment.name", "drill", "training_voucher.calls.answered", "training_voucher.operation", "training_voucher.lane.waiting",
            "training_voucher.sealer.age", "http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections",
        ];
        if (TestDatabase.IsPostgres)
        {
            expected.Add("db.client.connection.count");
        }

        using var late = new CancellationTokenSource(Patience);
        while (!late.IsCancellationRequested && expected.Exists(IsMissing))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        Assert.DoesNotContain(expected, IsMissing);

        bool IsMissing(string name) => !received.Any(body => body.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endpoint_Set_ReceivesNothingOfTheSandbox()
    {
        var received = new ConcurrentQueue<string>();
        await using var collector = await StartCollectorAsync(received);
        await using var database = await TestDatabase.CreateAsync();
        using var server = await ServerProcess.StartAsync(database.Options(), new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["TrainingVoucher__PartnerSandbox"] = "true",
        });
        using var sandbox = new TrainingVoucherClient(new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/sandbox"), MaxRetries = 20, RetryDelay = TimeSpan.FromMilliseconds(100) });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await sandbox.Sandbox.JoinAsync(new() { Kind = ClientKind.Channel, PublicKey = PublicKeyJwk.From(key) });
        var before = received.Count;
        await Wait.UntilAsync(() => received.Count > before + 3);

        Assert.Contains(received, body => body.Contains("training_voucher.lane.waiting", StringComparison.Ordinal));
        Assert.DoesNotContain(received, body => new[] { "Sandbox.", "joinSandbox", "createScheme", "training_voucher.client" }.Any(name => body.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>Keeps what is posted; names are text in it, whatever is around them.</summary>
    private static async Task<WebApplication> StartCollectorAsync(ConcurrentQueue<string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var text = new StreamReader(request.Body, Encoding.Latin1);
            received.Enqueue(await text.ReadToEndAsync());
        });
        await collector.StartAsync();
        return collector;
    }
}
