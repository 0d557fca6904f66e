using Microsoft.AspNetCore.Http.Features;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>What an inner server gets of a call that the outer one took: the message and the connection, nothing that the outer one made of them.</summary>
internal static class InnerFeatures
{
    /// <param name="context">The call.</param>
    /// <param name="aborted">What ends it, besides its caller.</param>
    public static FeatureCollection Of(HttpContext context, CancellationToken aborted)
    {
        var features = new FeatureCollection();
        Pass<IHttpRequestFeature>();
        Pass<IHttpRequestIdentifierFeature>();
        Pass<IHttpRequestBodyDetectionFeature>();
        Pass<IHttpMaxRequestBodySizeFeature>();
        Pass<IHttpResponseFeature>();
        Pass<IHttpResponseBodyFeature>();
        Pass<IHttpConnectionFeature>();
        features.Set<IHttpRequestLifetimeFeature>(new Lifetime(context, aborted));
        return features;

        void Pass<T>() => features.Set(context.Features.Get<T>());
    }

    private sealed class Lifetime(HttpContext context, CancellationToken aborted) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = aborted;

        public void Abort() => context.Abort();
    }
}
