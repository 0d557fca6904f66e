using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Feed;

/// <summary>
/// Wakes who waits for his feed. While anybody waits it looks, once for all of them, who has heard something, whichever process sealed it.
/// </summary>
internal sealed class FeedBell(IStore store, TimeProvider time, TimeSpan interval, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private readonly List<Waiter> waiters = [];
    private bool isWatching;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiters.Count;
            }
        }
    }

    /// <summary>Waits until a feed goes on, but no longer than said, and not while the server is stopping.</summary>
    /// <param name="audience">Whose feed.</param>
    /// <param name="size">How many rows were sealed when there was nothing more in it.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    /// <returns>Whether it is worth looking again.</returns>
    public async Task<bool> WaitAsync(FeedAudience audience, long size, TimeSpan patience, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        var waiter = Enter(audience, size);
        try
        {
            await waiter.Rung.Task.WaitAsync(patience, time, ended.Token);
            return true;
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }
        }
    }

    private Waiter Enter(FeedAudience audience, long size)
    {
        var waiter = new Waiter(audience, size);
        lock (gate)
        {
            waiters.Add(waiter);
            if (!isWatching)
            {
                isWatching = true;
                _ = WatchAsync();
            }
        }

        return waiter;
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(interval, time, CancellationToken.None);
            List<Waiter> waiting;
            lock (gate)
            {
                isWatching = waiters.Count > 0;
                waiting = [.. waiters];
            }

            if (waiting.Count == 0)
            {
                return;
            }

            await RingAsync(waiting);
        }
    }

    /// <summary>When the database cannot be asked everybody is woken, and meets the fault himself.</summary>
    private async Task RingAsync(List<Waiter> waiting)
    {
        try
        {
            var from = waiting.Min(w => w.Size);
            var heard = (await store.ReadAsync(session => FeedPages.SinceAsync(session, from), CancellationToken.None)).ToDictionary(h => new FeedAudience((AudienceKind)h.Kind, h.Audience), h => h.Size);
            waiting.Where(w => heard.GetValueOrDefault(w.Audience) > w.Size).ToList().ForEach(w => w.Rung.TrySetResult());
            var size = heard.Values.Append(from).Max();
            waiting.ForEach(w => w.Size = Math.Max(w.Size, size));
        }
        catch (Exception)
        {
            waiting.ForEach(w => w.Rung.TrySetResult());
        }
    }

    private sealed class Waiter(FeedAudience audience, long size)
    {
        public FeedAudience Audience => audience;

        /// <summary>Up to which size of the log there was nothing for it.</summary>
        public long Size { get; set; } = size;

        public TaskCompletionSource Rung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
