using Microsoft.Extensions.DependencyInjection;

namespace TrainingVoucher.Client;

/// <summary>
/// Registers clients with dependency injection. A client is made when it is first asked for, is the only one of its registration and goes
/// with the container; its clock is the registered <see cref="TimeProvider"/>, if there is one. Options that cannot be used throw
/// <see cref="ArgumentException"/> at that time.
/// </summary>
public static class TrainingVoucherServices
{
    /// <summary>Adds one <see cref="TrainingVoucherClient"/> for the whole application.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTrainingVoucher(this IServiceCollection services, Action<TrainingVoucherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddTrainingVoucher((_, options) => configure(options));
    }

    /// <summary>Adds one <see cref="TrainingVoucherClient"/> whose options come from other services: settings, a key store, an HTTP client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options with what the container has.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTrainingVoucher(this IServiceCollection services, Action<IServiceProvider, TrainingVoucherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton(provider => Create(provider, configure));
    }

    /// <summary>Adds a <see cref="TrainingVoucherClient"/> under a key, for an application that calls as several parties or several servers.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">By which it is asked for.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedTrainingVoucher(this IServiceCollection services, object serviceKey, Action<TrainingVoucherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddKeyedTrainingVoucher(serviceKey, (_, options) => configure(options));
    }

    /// <summary>Adds a <see cref="TrainingVoucherClient"/> under a key, with options that come from other services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">By which it is asked for.</param>
    /// <param name="configure">Sets the options with what the container has.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedTrainingVoucher(this IServiceCollection services, object serviceKey, Action<IServiceProvider, TrainingVoucherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddKeyedSingleton(serviceKey, (provider, _) => Create(provider, configure));
    }

    private static TrainingVoucherClient Create(IServiceProvider provider, Action<IServiceProvider, TrainingVoucherOptions> configure)
    {
        var options = new TrainingVoucherOptions { TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System };
        configure(provider, options);
        return new TrainingVoucherClient(options);
    }
}
