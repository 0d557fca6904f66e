using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Identity.Oidc;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server;

/// <summary>Puts together what authenticates holders: an OpenID Connect provider, the sandbox, or nothing.</summary>
internal static class IdentitySetup
{
    public static void AddIdentity(this IServiceCollection services, ServerOptions options, OidcSettings? oidc, ServerKeys keys, IStore store)
    {
        services.AddSingleton(new People(keys));
        services.AddSingleton(s => new Authentications(s.GetRequiredService<People>(), new KeyedHash(keys.AssertionKey)));
        if (oidc is not null)
        {
            services.AddSingleton(_ => OidcHttp.NewClient());
            services.AddSingleton<IIdentityProvider>(s => NewProvider(s, oidc, options.Time));
        }
        else if (options.Sandbox)
        {
            services.AddSingleton<IIdentityProvider>(new SandboxProvider());
        }
        else
        {
            return;
        }

        services.AddSingleton(s => new Visits(store, s.GetRequiredService<IIdentityProvider>(), s.GetRequiredService<Authentications>(), options.Time));
    }

    private static OidcProvider NewProvider(IServiceProvider services, OidcSettings settings, TimeProvider time)
    {
        var http = new OidcHttp(services.GetRequiredService<HttpClient>(), settings.Timeout, time);
        return new OidcProvider(settings, new OidcDiscovery(settings, http, time), http, time, services.GetRequiredService<ILogger<OidcProvider>>());
    }
}
