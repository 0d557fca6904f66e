using System.Reflection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace TrainingVoucher.Server.Metrics;

/// <summary>Sends metrics by OpenTelemetry's protocol when its own variables name an endpoint; otherwise nobody listens and nothing is kept.</summary>
internal static class MetricsExport
{
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>The server's own meter, and those of what it stands on.</summary>
    private static readonly string[] Meters =
    [
        ServerMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "Npgsql", "System.Runtime",
    ];

    /// <summary>What the SDK tells under the same name, in a server whose sandbox calls itself.</summary>
    private const string OfClients = "training_voucher.client.*";

    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerMetrics>();
        if (Endpoints.All(name => string.IsNullOrEmpty(builder.Configuration[name])))
        {
            return;
        }

        builder.Services.AddOpenTelemetry().ConfigureResource(Describe).WithMetrics(metrics => metrics.AddMeter(Meters).AddView(OfClients, MetricStreamConfiguration.Drop).AddOtlpExporter());
    }

    /// <summary>The variables come last, so that an operator can name the service otherwise.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("training-voucher", serviceVersion: Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
