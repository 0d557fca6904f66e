using System.Net;
using System.Net.Sockets;

namespace TrainingVoucher.Server.Http;

/// <summary>Whom an anonymous call is counted for: an address, or of an IPv6 address the network.</summary>
internal static class Visitors
{
    private const int NetworkBytes = 8;

    public static IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.None);

    public static IPAddress Of(IPAddress address)
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
