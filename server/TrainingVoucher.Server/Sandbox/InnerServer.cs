using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Stands in for network and console in a server within a server: it is handed the calls that the other one takes, and runs until it is told to stop.</summary>
internal sealed class InnerServer : IServer, IHostLifetime
{
    private Func<IFeatureCollection, Task> serve = _ => throw new InvalidOperationException("The inner server has not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        serve = features => ServeAsync(application, features);
        return Task.CompletedTask;
    }

    /// <summary>Answers one call.</summary>
    public Task ServeAsync(IFeatureCollection features) => serve(features);

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static async Task ServeAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, exception: null);
        }
        catch (Exception e)
        {
            application.DisposeContext(context, e);
            throw;
        }
    }
}
