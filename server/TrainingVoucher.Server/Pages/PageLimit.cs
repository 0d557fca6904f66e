using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace TrainingVoucher.Server.Pages;

/// <summary>How many pages one address gets in a minute. An IPv6 visitor is known by the first half of the address.</summary>
internal sealed class PageLimit(ServerOptions options, Func<HttpContext, int, Task> refuse) : IRateLimiterPolicy<IPAddress>
{
    public const string Name = "pages";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int NetworkBytes = 8;

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => async (rejected, _) =>
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await refuse(rejected.HttpContext, seconds);
    };

    public RateLimitPartition<IPAddress> GetPartition(HttpContext httpContext) => RateLimitPartition.GetFixedWindowLimiter(
        VisitorOf(httpContext.Connection.RemoteIpAddress ?? IPAddress.None),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = options.PagesPerMinute, Window = Window });

    internal static IPAddress VisitorOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
