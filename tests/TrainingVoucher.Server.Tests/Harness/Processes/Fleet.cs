using System.Net.Sockets;

namespace TrainingVoucher.Server.Tests.Harness.Processes;

/// <summary>
/// Server processes over one database, behind one address: each new connection goes to the next process that lives. To clients they
/// look like one server that sometimes breaks a connection.
/// </summary>
internal sealed class Fleet : IDisposable
{
    /// <summary>Nobody listens there: the handler knows where to go.</summary>
    public static readonly Uri Address = new("http://127.0.0.1:9");

    private readonly ServerOptions _options;
    private readonly ServerProcess?[] _servers;
    private int _next;

    private Fleet(ServerOptions options, int count, int connections)
    {
        (_options, _servers) = (options, new ServerProcess?[count]);
        Handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, AllowAutoRedirect = false, MaxConnectionsPerServer = connections };
    }

    public SocketsHttpHandler Handler { get; }

    public int Count => _servers.Length;

    public static async Task<Fleet> StartAsync(ServerOptions options, int count = 1, int connections = int.MaxValue)
    {
        var fleet = new Fleet(options, count, connections);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => fleet.StartAsync(i)));
        return fleet;
    }

    /// <summary>Starts a process, over another database when options say so.</summary>
    public async Task StartAsync(int index, ServerOptions? options = null) => _servers[index] = await ServerProcess.StartAsync(options ?? _options);

    /// <summary>Kills a process at once, whatever it does.</summary>
    public void Kill(int index)
    {
        var server = _servers[index]!;
        _servers[index] = null;
        server.Kill();
        server.Dispose();
    }

    /// <summary>The port a process listens on; 0 when it does not live.</summary>
    public int PortOf(int index) => _servers[index]?.Port ?? 0;

    /// <summary>The last lines of every process that lives.</summary>
    public string Said => string.Join("\n\n", _servers.Select(s => s?.Said));

    public void Dispose()
    {
        Handler.Dispose();
        foreach (var server in _servers)
        {
            server?.Dispose();
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var living = _servers.Where(s => s is not null).ToList();
        if (living.Count == 0)
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync("127.0.0.1", living[(int)((uint)Interlocked.Increment(ref _next) % living.Count)]!.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }
}
