using System.Net;
using System.Net.Sockets;

namespace TrainingVoucher.Server.Postgres.Tests.Harness;

/// <summary>Stands between a server and PostgreSQL and cuts a connection at a COMMIT when it is told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _socket;
    private readonly Task _accepting;
    private TaskCompletionSource<Cut>? _ordered;

    public CuttingProxy(string socket)
    {
        _socket = socket;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts at the next COMMIT of any connection; returns when it was done.</summary>
    public Task CutAsync(Cut cut)
    {
        var order = new TaskCompletionSource<Cut>(cut, TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _ordered, order);
        return order.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _end.Token);
                client.NoDelay = true;
                using var answered = new CancellationTokenSource();
                var back = BackAsync(server, client, answered);
                await Task.WhenAny(ForthAsync(client, server, answered), back);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task ForthAsync(Socket client, Socket server, CancellationTokenSource muted)
    {
        var (messages, buffer) = (new FrontendMessages(), new byte[64 * 1024]);
        while (await client.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
        {
            foreach (var (message, isCommit) in messages.Take(buffer.AsMemory(0, read)))
            {
                if (isCommit && Interlocked.Exchange(ref _ordered, null) is { } order)
                {
                    await CutAsync((Cut)order.Task.AsyncState!, message, server, muted);
                    client.Close(0);
                    order.SetResult((Cut)order.Task.AsyncState!);
                    return;
                }

                await server.SendAsync(message, _end.Token);
            }
        }
    }

    private async Task CutAsync(Cut cut, byte[] message, Socket server, CancellationTokenSource muted)
    {
        await muted.CancelAsync();
        switch (cut)
        {
            case Cut.During:
                await server.SendAsync(message.AsMemory(0, message.Length / 2), _end.Token);
                break;
            case Cut.Sent:
                await server.SendAsync(message, _end.Token);
                break;
            case Cut.Answered:
                await server.SendAsync(message, _end.Token);
                // Whatever is first back comes after the COMMIT: what was sent together with it is answered together.
                await server.ReceiveAsync(new byte[1024], _end.Token);
                break;
        }
    }

    private async Task BackAsync(Socket server, Socket client, CancellationTokenSource muted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(muted.Token, _end.Token);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await server.ReceiveAsync(buffer, either.Token) is > 0 and var read)
            {
                await client.SendAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (OperationCanceledException) when (muted.IsCancellationRequested)
        {
            // The other direction cuts, and then this one is over too.
            await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
        }
    }
}
