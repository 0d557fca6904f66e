using System.Collections.Concurrent;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>
/// Fills the queues of endpoints and sends what is in them. Each endpoint is served by a task of its own, so that a slow one holds nobody up. What a
/// process has sent and not recorded when it ends is sent again, under the same id.
/// </summary>
internal sealed partial class WebhookCourier(
    IStore store, WebhookQueue queue, FeedReading feeds, EndpointSecrets secrets, WebhookSender sender, TimeProvider time, ServerMetrics metrics, ILogger<WebhookCourier> log) : IDisposable
{
    private const int AtOnce = 16;
    private const int EndpointsAtOnce = 32;

    private readonly long holder = Ids.New();
    private readonly ConcurrentDictionary<long, Task> serving = new();
    private readonly SemaphoreSlim gate = new(EndpointsAtOnce);

    /// <summary>Begins to serve each endpoint that has something to do and is not being served.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var (endpoint, task) in serving.Where(s => s.Value.IsCompleted))
        {
            serving.TryRemove(new(endpoint, task));
        }

        foreach (var endpoint in await store.ReadAsync(session => EndpointLeases.DueAsync(session, holder, time.GetUtcNow()), cancellation))
        {
            if (!serving.ContainsKey(endpoint))
            {
                serving[endpoint] = Task.Run(() => ServeAsync(endpoint, cancellation), CancellationToken.None);
            }
        }
    }

    /// <summary>Waits until nothing is being sent.</summary>
    public Task RestAsync() => Task.WhenAll(serving.Values);

    public void Dispose() => gate.Dispose();

    private async Task ServeAsync(long endpoint, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested && await ServeSomeAsync(endpoint, stopping))
            {
            }

            await store.ChangeAsync(session => EndpointLeases.ReleaseAsync(session, endpoint, holder, time.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception e)
        {
            Failed(log, Ids.Show("whe", endpoint), e);
            await LeaveAloneAsync(endpoint);
        }
    }

    private async Task LeaveAloneAsync(long endpoint)
    {
        try
        {
            await store.ChangeAsync(session => EndpointLeases.FaultAsync(session, endpoint, holder, time.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception e)
        {
            Failed(log, Ids.Show("whe", endpoint), e);
        }
    }

    /// <summary>Fills the queue and sends some of what is due; one alone to an endpoint that failed last. Says whether to go on.</summary>
    private async Task<bool> ServeSomeAsync(long id, CancellationToken stopping)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            var now = time.GetUtcNow();
            if (await store.ChangeAsync(session => TakeAsync(session, id, now), CancellationToken.None) is not { } taken)
            {
                return false;
            }

            var due = await store.ReadAsync(session => ReadAsync(session, taken.Endpoint, now), CancellationToken.None);
            return due.Count == 0 ? taken.HasMore : await SendAsync(taken.Endpoint, due, stopping) && (taken.HasMore || due.Count == Most(taken.Endpoint));
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Taken?> TakeAsync(Session session, long id, DateTimeOffset now) => await EndpointLeases.TakeAsync(session, id, holder, now) is { } endpoint
        ? new Taken(endpoint, await queue.FillAsync(session, endpoint, now))
        : null;

    private async Task<IReadOnlyList<Due>> ReadAsync(Session session, EndpointRow endpoint, DateTimeOffset now)
    {
        var rows = await DeliveryRows.DueAsync(session, endpoint.Id, now, Most(endpoint));
        var events = await feeds.EventsAsync(session, endpoint.Feed, rows.Select(row => row.Number).OfType<long>());
        return [.. rows.Select(row => new Due(row, row.Number is { } number ? events[number] : null))];
    }

    /// <summary>Says whether the receiver takes webhooks.</summary>
    private async Task<bool> SendAsync(EndpointRow endpoint, IReadOnlyList<Due> due, CancellationToken stopping)
    {
        var signer = secrets.SignerOf(endpoint, time.GetUtcNow());
        var attempts = await Task.WhenAll(due.Select(d => sender.SendAsync(endpoint.Url, signer, d.Row, d.Event, stopping)));
        var now = time.GetUtcNow();
        List<(DeliveryRow Row, Attempt Attempt)> made = [.. due.Zip(attempts).Where(pair => pair.Second is not null).Select(pair => (pair.First.Row, pair.Second!))];
        var (isTaken, isGone) = (made.Exists(m => m.Attempt.Fault is null), made.Exists(m => m.Attempt.IsGone));
        var faults = made.Count == 0 ? endpoint.Faults : isTaken ? 0 : endpoint.Faults + 1;
        await store.ChangeAsync(
            async session => await EndpointLeases.TellAsync(session, endpoint.Id, holder, faults, isGone ? WebhookEndpointState.Gone : WebhookEndpointState.Active, now)
                ? await DeliveryRows.RecordAsync(session, [.. made.Select(m => m.Row.After(m.Attempt, now))])
                : [],
            CancellationToken.None);
        metrics.Sent(made.Count(m => m.Attempt.Fault is null), made.Count(m => m.Attempt.Fault is not null));
        return isTaken && !isGone;
    }

    private static int Most(EndpointRow endpoint) => endpoint.Faults > 0 ? 1 : AtOnce;

    private sealed record Taken(EndpointRow Endpoint, bool HasMore);

    private sealed record Due(DeliveryRow Row, FeedEvent? Event);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Endpoint} could not be served; it is tried again.")]
    private static partial void Failed(ILogger logger, string endpoint, Exception exception);
}
