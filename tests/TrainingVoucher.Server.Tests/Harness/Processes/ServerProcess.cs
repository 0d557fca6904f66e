using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TrainingVoucher.Server.Tests.Harness.Processes;

/// <summary>The built server, or another one, as a process of its own on a free port of loopback, to be killed without a warning.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly int _remembered;
    private readonly ConcurrentQueue<string> _said = new();

    private ServerProcess(Process process, int remembered) => (_process, _remembered) = (process, remembered);

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>The last lines it printed.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts a server, with more variables when there are some, and waits until it listens.</summary>
    public static Task<ServerProcess> StartAsync(ServerOptions options, Dictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = options.DataDirectory,
            Environment =
            {
                ["TrainingVoucher__DataDirectory"] = options.DataDirectory,
                ["TrainingVoucher__Postgres"] = options.Postgres,
                ["TrainingVoucher__PostgresOwner"] = options.PostgresOwner,
                ["TrainingVoucher__Sandbox"] = "true",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                // Many of them start within one test.
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add(typeof(ServerHost).Assembly.Location);
        return StartAsync(start);
    }

    /// <summary>Starts any web application, and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, int remembered = 50)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        var server = new ServerProcess(Process.Start(start)!, remembered);
        try
        {
            await server.ListenAsync();
            return server;
        }
        catch (Exception)
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => port.TrySetException(new InvalidOperationException("The server ended before it listened."));
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Port = await port.Task.WaitAsync(Longest);
        }
        catch (Exception e)
        {
            if (_process.HasExited)
            {
                // Until everything it printed has been heard.
                await _process.WaitForExitAsync();
            }

            throw new InvalidOperationException($"The server does not start:\n{Said}", e);
        }

        void Hear(string? line)
        {
            if (line is null)
            {
                return;
            }

            _said.Enqueue(line);
            while (_said.Count > _remembered)
            {
                _said.TryDequeue(out _);
            }

            if (Listening().Match(line) is { Success: true } match)
            {
                port.TrySetResult(int.Parse(match.Groups["port"].Value, null));
            }
        }
    }

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
