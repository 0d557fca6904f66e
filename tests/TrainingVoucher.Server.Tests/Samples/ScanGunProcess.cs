using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>
/// The built scan gun at work: what it reads is typed, what it prints is read. However it ends, nothing it printed may have a card number in it.
/// </summary>
internal sealed class ScanGunProcess : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _listening;
    private readonly StringBuilder _said = new();
    private int _seen;

    private ScanGunProcess(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        (start.StandardOutputEncoding, start.StandardInputEncoding) = (Encoding.UTF8, new UTF8Encoding(false));
        _process = Process.Start(start)!;
        _listening = Task.WhenAll(ListenAsync(_process.StandardOutput), ListenAsync(_process.StandardError));
    }

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static ScanGunProcess Start(string settings) => new(new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("ScanGun"), settings]));

    /// <summary>On a terminal, in place of the shell: one that waits for a program ends by the Ctrl+C that the program has answered.</summary>
    public static ScanGunProcess StartOnTerminal(string settings, string noColour = "") => new(
        new ProcessStartInfo("script", ["-qefc", $"exec '{SamplePrograms.Dotnet}' '{SamplePrograms.Of("ScanGun")}' '{settings}'", "/dev/null"])
        {
            Environment = { ["NO_COLOR"] = noColour, ["TERM"] = "xterm" },
        });

    /// <summary>A line as most scanners send it.</summary>
    public Task ScanAsync(string line) => TypeAsync(line + "\r\n");

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    public async Task TypeAsync(byte[] bytes)
    {
        await _process.StandardInput.BaseStream.WriteAsync(bytes);
        await _process.StandardInput.BaseStream.FlushAsync();
    }

    /// <summary>Waits until a text stands behind what was waited for before, and gives its line.</summary>
    public async Task<string> SeesAsync(string text)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var said = Said;
            if (said.IndexOf(text, _seen, StringComparison.Ordinal) is >= 0 and var at && said.IndexOf('\n', at) is >= 0 and var end)
            {
                _seen = end;
                return said[(said.LastIndexOf('\n', at) + 1)..end].TrimEnd('\r');
            }

            Assert.True(waited.Elapsed < Longest, $"Not seen: {text}\n{said[_seen..]}\nbefore that: {said[.._seen]}");
            await Task.Delay(20);
        }
    }

    /// <summary>Scans, and gives the line that answers.</summary>
    public async Task<string> ScanAsync(string line, string answer)
    {
        await ScanAsync(line);
        return await SeesAsync(answer);
    }

    /// <summary>Scans a voucher and a card, and gives the line that answers.</summary>
    public async Task<string> RedeemAsync(string scan, int person, string answer)
    {
        await ScanAsync(scan, "请刷持券人证件。");
        return await ScanAsync(MadeUp.Document(person).Number, answer);
    }

    public async Task<int> QuitAsync()
    {
        await ScanAsync("退出");
        return await ExitAsync();
    }

    /// <summary>The input ends, as when the scanner is pulled out.</summary>
    public Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        return ExitAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Longest);
        await _listening.WaitAsync(Longest);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Assert.DoesNotContain(MadeUp.Document(1).Number[..10], Said, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{17}", Said);
    }

    private async Task ListenAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_said)
            {
                _said.Append(CultureInfo.InvariantCulture, $"{buffer.AsSpan(0, count)}");
            }
        }
    }
}
