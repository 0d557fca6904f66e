using System.Diagnostics;
using System.Threading.Channels;

namespace TrainingVoucher.Bench;

/// <summary>
/// Redeems at a fixed rate, whatever the server does: the requests of a millisecond become due together at its end, and the latency of
/// each counts from then, also while it waits for one of the 64 connections. wrk waits for answers before it sends, and has no rate.
/// </summary>
internal static class PacedLoad
{
    private const int Connections = 64;

    public static async Task RunAsync(Arguments arguments)
    {
        var (rate, seconds) = (arguments.Number("rate"), arguments.Number("seconds"));
        var requests = await Requests.ReadAsync(arguments, "school", rate * seconds);
        var bytes = Enumerable.Range(0, requests.Count).Select(requests.Redeem).ToArray();
        var due = Channel.CreateUnbounded<(int Request, long At)>(new() { SingleWriter = true });
        var latencies = new long[bytes.Length];
        var failures = 0;
        var workers = Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var connection = await RawConnection.OpenAsync(arguments.Text("at"));
            await foreach (var (request, at) in due.Reader.ReadAllAsync())
            {
                var (status, _) = await connection.SendAsync(bytes[request]);
                latencies[request] = Stopwatch.GetTimestamp() - at;
                if (status != 200)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }).ToList();

        var took = await PaceAsync(due.Writer, bytes.Length, rate);
        await Task.WhenAll(workers);
        Array.Sort(latencies);
        var (p50, p99) = (Milliseconds(latencies, 0.50), Milliseconds(latencies, 0.99));
        await Console.Out.WriteLineAsync($"requests={bytes.Length} failures={failures} rate={bytes.Length / took.TotalSeconds:F0} p50={p50:F3} p99={p99:F3} max={Milliseconds(latencies, 1):F3} ratio={p99 / p50:F3}");
    }

    private static async Task<TimeSpan> PaceAsync(ChannelWriter<(int Request, long At)> due, int count, int rate)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var start = Stopwatch.GetTimestamp();
        for (int sent = 0, tick = 0; sent < count;)
        {
            await timer.WaitForNextTickAsync();
            for (var now = (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds; tick < now && sent < count;)
            {
                tick++;
                var at = start + (tick * Stopwatch.Frequency / 1000);
                for (var target = Math.Min(count, (long)tick * rate / 1000); sent < target; sent++)
                {
                    due.TryWrite((sent, at));
                }
            }
        }

        due.Complete();
        return Stopwatch.GetElapsedTime(start);
    }

    private static double Milliseconds(long[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1000.0 / Stopwatch.Frequency;
}
