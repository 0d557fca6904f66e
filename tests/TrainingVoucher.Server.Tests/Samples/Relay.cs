using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>
/// Stands between a client and a server whose port changes when it is started again. It can let the server die in the middle of a call:
/// before the request reaches it, or after it has answered and before the client hears that. While the port is 0 nothing gets through.
/// </summary>
internal sealed class Relay : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int> _port;
    private readonly ConcurrentQueue<string> _asked = new();
    private Ambush? _ambush;

    public Relay(Func<int> port)
    {
        _port = port;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Everything that clients sent.</summary>
    public string Asked => string.Concat(_asked);

    /// <summary>Lets the server die at the next request to a path.</summary>
    /// <returns>Ends when it has happened.</returns>
    public Task KillAt(string path, bool afterItsAnswer, Action kill)
    {
        var ambush = new Ambush($"POST {path} ", afterItsAnswer, kill);
        _ambush = ambush;
        return ambush.Sprung.Task.WaitAsync(Longest);
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port(), _end.Token);
            var call = new Call(near.GetStream(), far.GetStream());
            await await Task.WhenAny(AskAsync(call), AnswerAsync(call));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Nobody listens, or one side has gone: both ends are closed.
        }
    }

    private async Task AskAsync(Call call)
    {
        var buffer = new byte[65536];
        while (await call.Near.ReadAsync(buffer, _end.Token) is > 0 and var count && _port() != 0)
        {
            var text = Encoding.UTF8.GetString(buffer, 0, count);
            _asked.Enqueue(text);
            if (_ambush is { } ambush && text.StartsWith(ambush.Request, StringComparison.Ordinal))
            {
                _ambush = null;
                if (!ambush.AfterItsAnswer)
                {
                    ambush.Spring();
                    return;
                }

                call.Ambush = ambush;
            }

            await call.Far.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task AnswerAsync(Call call)
    {
        var buffer = new byte[65536];
        while (await call.Far.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (call.Ambush is { } ambush)
            {
                ambush.Spring();
                return;
            }

            await call.Near.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private sealed record Ambush(string Request, bool AfterItsAnswer, Action Kill)
    {
        public TaskCompletionSource Sprung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Spring()
        {
            Kill();
            Sprung.SetResult();
        }
    }

    private sealed record Call(NetworkStream Near, NetworkStream Far)
    {
        public Ambush? Ambush { get; set; }
    }
}
