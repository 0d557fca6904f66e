using Microsoft.Extensions.DependencyInjection;

namespace TrainingVoucher.Client;

/// <summary>Registers the client with dependency injection.</summary>
public static class TrainingVoucherServices
{
    /// <summary>Adds one <see cref="TrainingVoucherClient"/> for the whole application; its clock is the registered <see cref="TimeProvider"/>, if there is one.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; run when the client is first asked for.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTrainingVoucher(this IServiceCollection services, Action<TrainingVoucherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton(provider =>
        {
            var options = new TrainingVoucherOptions { TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System };
            configure(options);
            return new TrainingVoucherClient(options);
        });
    }
}
