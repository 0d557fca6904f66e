using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingVoucher.Bench;

/// <summary>
/// One keep-alive HTTP/1.1 connection that sends ready bytes and reads a status and a body of stated length, with little work of its own:
/// it shares the machine with what it measures.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public static async Task<RawConnection> OpenAsync(string address)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(IPEndPoint.Parse(new Uri(address).Authority));
        return connection;
    }

    /// <summary>The status, and the seconds of <c>Retry-After</c> where there is one.</summary>
    public async Task<(int Status, int? RetryAfter)> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        for (var rest = request; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest, cancellation)..];
        }

        var (read, head) = (0, -1);
        while (head < 0)
        {
            read += await ReceiveAsync(read, cancellation);
            head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var text = Encoding.ASCII.GetString(buffer, 0, head);
        var length = Header(text, "Content-Length") ?? throw new InvalidOperationException("An answer without a length.");
        for (read -= head + 4; read < length;)
        {
            read += await ReceiveAsync(0, cancellation);
        }

        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), Header(text, "Retry-After"));
    }

    public void Dispose() => socket.Dispose();

    private async Task<int> ReceiveAsync(int at, CancellationToken cancellation) => await socket.ReceiveAsync(buffer.AsMemory(at), cancellation) is > 0 and var count
        ? count
        : throw new InvalidOperationException("The server closed the connection.");

    private static int? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = head.AsSpan(at + name.Length + 4);
        var end = value.IndexOf('\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
