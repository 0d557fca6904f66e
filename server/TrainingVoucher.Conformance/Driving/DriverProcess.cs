using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace TrainingVoucher.Conformance.Driving;

/// <summary>The program under test as a child process. Whatever it does, each call here ends in bounded time.</summary>
internal sealed class DriverProcess(IReadOnlyList<string> command, TimeSpan patience) : IDriver
{
    private static readonly TimeSpan Dying = TimeSpan.FromSeconds(5);

    private Process? process;
    private LineReader? lines;

    public async Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct)
    {
        if (process is null)
        {
            Start();
        }

        using var late = new CancellationTokenSource(patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        var line = await TalkAsync(process!, lines!, task, either.Token, ct);
        return Read(line, task);
    }

    public async Task RestartAsync()
    {
        await EndAsync();
        Start();
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private void Start()
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException("There is no new process.");
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            throw new DriverException(DriverFault.NotStarted, e.Message, e);
        }

        lines = new LineReader(process.StandardOutput.BaseStream);
    }

    /// <summary>Says and hears one line. Another caller may end the process meanwhile.</summary>
    private async Task<string> TalkAsync(Process running, LineReader reader, DriverTask task, CancellationToken either, CancellationToken ct)
    {
        var fault = DriverFault.NotReading;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(task.ToLine() + "\n");
            // Pipes are written to at once: only another thread can be left waiting.
            await Task.Run(() => running.StandardInput.BaseStream.Write(bytes), CancellationToken.None).WaitAsync(either);
            await running.StandardInput.BaseStream.FlushAsync(either).WaitAsync(either);
            fault = DriverFault.Silent;
            return await reader.ReadAsync(either).WaitAsync(either) ?? throw await EndedAsync(running);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new DriverException(fault, $"{patience.TotalSeconds:0} s", e);
        }
        catch (InvalidDataException e)
        {
            throw new DriverException(DriverFault.TooLong, $"> {LineReader.Longest} B", e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw await EndedAsync(running);
        }
    }

    private static async Task<DriverException> EndedAsync(Process running)
    {
        try
        {
            await running.WaitForExitAsync().WaitAsync(Dying);
            return new DriverException(DriverFault.Ended, $"exit code {running.ExitCode}");
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            return new DriverException(DriverFault.Ended, "standard output closed");
        }
    }

    private static DriverAnswer Read(string line, DriverTask task)
    {
        DriverAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<DriverAnswer>(line, DriverJson.Options);
        }
        catch (JsonException e)
        {
            throw new DriverException(DriverFault.Unreadable, Beginning(line), e);
        }

        if (answer?.Outcome is not (DriverAnswer.Done or DriverAnswer.Refused or DriverAnswer.Unknown))
        {
            throw new DriverException(DriverFault.Unreadable, Beginning(line));
        }

        return answer.Task == task.Task ? answer : throw new DriverException(DriverFault.AnotherTask, Beginning(answer.Task ?? ""));
    }

    private static string Beginning(string line) => line.Length > 60 ? line[..60] + "…" : line;

    /// <summary>SIGKILL, for it and what it started.</summary>
    private async Task EndAsync()
    {
        if (process is not { } running)
        {
            return;
        }

        process = null;
        try
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync().WaitAsync(Dying);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or TimeoutException)
        {
            // It had ended, or hangs where nobody can end it; the next one is another process.
        }

        running.Dispose();
    }
}
