using System.Globalization;
using System.Net;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Pages;

/// <summary>
/// How many pages one address gets in a minute. An IPv6 visitor is known by the first half of the address. Not by the middleware of the
/// framework: that one has a timer which nobody stops, and with it keeps a server that has ended.
/// </summary>
internal sealed class PageLimit(ServerOptions options, Func<HttpContext, int, IResult> refuse) : IEndpointFilter
{
    private readonly CallLimits<IPAddress> limits = new("pages", options.PagesPerMinute, TimeSpan.FromMinutes(1), options.PagesPerMinute, options.Time);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var visit = context.HttpContext;
        return limits.Takes(visit, Visitors.Of(visit))
            ? await next(context)
            : refuse(visit, int.Parse(visit.Response.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture));
    }
}
