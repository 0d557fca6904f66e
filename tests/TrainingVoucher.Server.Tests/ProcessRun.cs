using System.Diagnostics;
using System.Text;

namespace TrainingVoucher.Server.Tests;

/// <summary>Runs a program as a person would, and reads what it says.</summary>
internal static class ProcessRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The exit code and everything that was said, errors last. Nothing is left running.</summary>
    public static async Task<(int Exit, string Output)> ToEndAsync(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await error);
    }
}
