using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>The host, its port or its addresses are none that this server sends to.</summary>
internal sealed class AddressRefusedException() : IOException("This server sends nothing to that address.");

/// <summary>
/// Where this server sends to: public addresses, and networks that the operator names; of hosts all, or those on a list. The address is
/// judged when the connection is made, whatever the name meant before, and no redirection is followed.
/// </summary>
internal sealed class Egress
{
    private const int LongestUrl = 500;
    private const int Connections = 16;
    private const int LongestAnswer = 16 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly string[] hosts;
    private readonly int[] ports;
    private readonly IPNetwork[] networks;

    /// <param name="hosts">Names, or <c>*.</c> and a name for everything below it; empty for every host.</param>
    /// <param name="ports">Ports of public addresses.</param>
    /// <param name="networks">Networks besides the public ones, in CIDR form. Inside them every port and <c>http</c> are allowed.</param>
    /// <exception cref="FormatException">A network is none.</exception>
    public Egress(IEnumerable<string> hosts, IEnumerable<int> ports, IEnumerable<string> networks)
    {
        var names = new IdnMapping();
        this.hosts = [.. hosts.Select(host => host.StartsWith("*.", StringComparison.Ordinal) ? "." + names.GetAscii(host[2..]) : names.GetAscii(host))];
        this.ports = [.. ports];
        this.networks = [.. networks.Select(IPNetwork.Parse)];
    }

    /// <summary>What is wrong with an address that webhooks shall be sent to.</summary>
    public Fields Check(string url, string field)
    {
        var fields = new Fields().Text(url, field, LongestUrl);
        if (fields.Refusal is not null)
        {
            return fields;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) && IsScheme(address.Scheme) && address is { UserInfo: "", Fragment: "", Host.Length: > 0 }
            ? fields.Must(IsHost(address) && (networks.Length > 0 || ports.Contains(address.Port)), field, "host_refused", "This server sends nothing to that host or port.")
            : fields.Must(false, field, "invalid", "Must be an absolute https address without user name and fragment.");
    }

    /// <summary>Makes connections for one courier.</summary>
    public SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        MaxConnectionsPerServer = Connections,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = LongestAnswer,
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.InitialRequestMessage.RequestUri!;
        var allowed = Array.FindAll(IsHost(target) ? await AddressesAsync(context.DnsEndPoint.Host, cancellation) : [], address => IsAllowed(address, target));
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellation);

    private bool IsAllowed(IPAddress address, Uri target)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(networks, network => network.Contains(plain))
            || (target.Scheme == Uri.UriSchemeHttps && ports.Contains(target.Port) && PublicAddresses.Has(plain));
    }

    private bool IsScheme(string scheme) => scheme == Uri.UriSchemeHttps || (scheme == Uri.UriSchemeHttp && networks.Length > 0);

    private bool IsHost(Uri address) => hosts.Length == 0 || Array.Exists(hosts, host => host[0] == '.'
        ? address.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase)
        : address.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));
}
