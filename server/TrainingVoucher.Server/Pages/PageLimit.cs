using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Pages;

/// <summary>How many pages one address gets in a minute. An IPv6 visitor is known by the first half of the address.</summary>
internal sealed class PageLimit(ServerOptions options, Func<HttpContext, int, Task> refuse) : IRateLimiterPolicy<IPAddress>
{
    public const string Name = "pages";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => async (rejected, _) =>
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await refuse(rejected.HttpContext, seconds);
    };

    public RateLimitPartition<IPAddress> GetPartition(HttpContext httpContext) => RateLimitPartition.GetFixedWindowLimiter(
        Visitors.Of(httpContext),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = options.PagesPerMinute, Window = Window });
}
