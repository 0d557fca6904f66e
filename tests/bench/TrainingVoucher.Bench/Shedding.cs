using System.Diagnostics;
using Npgsql;

namespace TrainingVoucher.Bench;

/// <summary>
/// Fills a lane: the table of vouchers is locked, so that no group gets through, while each of many connections sends one redemption.
/// What does not fit has to be turned away with 503 and Retry-After at once; once the lock is gone the rest has to be answered with 200,
/// and so has everything that comes afterwards, the ones turned away included.
/// </summary>
internal static class Shedding
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    public static async Task RunAsync(Arguments arguments)
    {
        var count = arguments.Number("count");
        var requests = await Requests.ReadAsync(arguments, "school", count);
        var connections = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RawConnection.OpenAsync(arguments.Text("at"))));
        try
        {
            await FillAsync(requests, connections);
        }
        finally
        {
            Array.ForEach(connections, c => c.Dispose());
        }
    }

    private static async Task FillAsync(Requests requests, RawConnection[] connections)
    {
        await using var locker = new NpgsqlConnection(Environment.GetEnvironmentVariable("TV_BENCH_ADMIN"));
        await locker.OpenAsync();
        var transaction = await locker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE voucher IN EXCLUSIVE MODE", locker, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        var bytes = connections.Select((_, i) => requests.Redeem(i)).ToArray();
        var start = Stopwatch.GetTimestamp();
        var answered = 0L;
        var calls = connections.Select(async (c, i) =>
        {
            var answer = await c.SendAsync(bytes[i]);
            Interlocked.Exchange(ref answered, Stopwatch.GetTimestamp());
            return answer;
        }).ToArray();
        await QuietAsync(start, () => Interlocked.Read(ref answered));
        var early = calls.Where(c => c.IsCompletedSuccessfully).Select(c => c.Result).ToList();
        await transaction.RollbackAsync();

        var unlocked = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(calls).WaitAsync(Longest);
        var drained = Stopwatch.GetElapsedTime(unlocked);
        var shed = answers.Count(a => a is { Status: 503, RetryAfter: > 0 });
        var taken = answers.Count(a => a.Status == 200);
        var again = 0;
        for (var i = 0; i < connections.Length; i++)
        {
            // The same bytes, so the same keys: what was turned away is done now, what was done is answered again.
            again += (await connections[i].SendAsync(bytes[i])).Status == 200 ? 1 : 0;
        }

        await Console.Out.WriteLineAsync(
            $"sent={connections.Length} shed={shed} shed-while-full={early.Count(a => a.Status == 503)} taken={taken} other={answers.Length - shed - taken} drained-ms={drained.TotalMilliseconds:F0} afterwards-ok={again}");
    }

    /// <summary>Waits until no answer has come for three seconds, in which all must have been sent on a busy machine too.</summary>
    private static async Task QuietAsync(long start, Func<long> last)
    {
        while (Stopwatch.GetElapsedTime(Math.Max(start, last())) < Settled && Stopwatch.GetElapsedTime(start) < Longest)
        {
            await Task.Delay(50);
        }
    }
}
