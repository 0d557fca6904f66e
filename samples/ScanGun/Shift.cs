namespace ScanGun;

/// <summary>From the first scan to the last: while an outcome is open, it is asked for again and again between the scans.</summary>
internal static class Shift
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public static async Task WorkAsync(Counter counter, Till till, ScanLines lines, CancellationToken ct)
    {
        try
        {
            await counter.BeginAsync();
            var reading = ReadAsync();
            while (true)
            {
                if (!till.IsOpen || await Task.WhenAny(reading, Task.Delay(Pause, ct)) == reading)
                {
                    if (await reading.WaitAsync(ct) is not { } line || !await counter.TakeAsync(line))
                    {
                        return;
                    }

                    reading = ReadAsync();
                }
                else
                {
                    await till.RetryAsync(quietly: true);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl+C: what is open is kept.
        }

        // Reading from a console blocks.
        Task<string?> ReadAsync() => Task.Run(lines.ReadAsync, ct);
    }
}
