using System.Security.Cryptography;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server;

/// <summary>Puts together what sends webhooks.</summary>
internal static class WebhooksSetup
{
    public static void AddWebhooks(this IServiceCollection services, ServerOptions options, ServerKeys keys, IStore store)
    {
        services.AddSingleton(new Egress([.. options.WebhookHosts], [.. options.WebhookPorts.DefaultIfEmpty(443)], [.. options.WebhookNetworks]));
        services.AddSingleton(new HolderReferences(new KeyedHash(keys.HolderKey)));
        services.AddSingleton(s => new FeedReading(new VoucherCodes(keys.CodeMaskKey, RandomNumberGenerator.Create()), s.GetRequiredService<HolderReferences>()));
        services.AddSingleton(s => new HttpMessageInvoker(s.GetRequiredService<Egress>().NewHandler()));
        services.AddSingleton(new EndpointSecrets(keys));
        services.AddSingleton(s => new WebhookSender(s.GetRequiredService<HttpMessageInvoker>(), options.OutsideTime, isSandbox: options.Stage is not null));
        services.AddSingleton(s => NewCourier(s, store, options.Time));
    }

    public static WebhookCourier NewCourier(IServiceProvider services, IStore store, TimeProvider time)
    {
        var feeds = services.GetRequiredService<FeedReading>();
        return new WebhookCourier(
            store,
            new WebhookQueue(feeds),
            feeds,
            services.GetRequiredService<EndpointSecrets>(),
            services.GetRequiredService<WebhookSender>(),
            time,
            services.GetRequiredService<ServerMetrics>(),
            services.GetRequiredService<ILogger<WebhookCourier>>());
    }
}
