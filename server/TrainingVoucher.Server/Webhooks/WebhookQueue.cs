using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>
/// Puts the events of a feed into the queue of an endpoint, each once: the place in the feed moves with what is put in the queue. What
/// finds no room there stays in the feed until there is some.
/// </summary>
internal sealed class WebhookQueue(FeedReading feeds)
{
    /// <summary>How many webhooks of one endpoint wait at most.</summary>
    public const int MostWaiting = 10_000;

    private const int AtOnce = 500;

    public static DeliveryRow New(EndpointRow endpoint, long place, long? number, DateTimeOffset now) => new()
    {
        EndpointId = endpoint.Id, Place = place, Id = Ids.NewAt(now), Number = number, State = WebhookDeliveryState.Waiting, DueAt = now, CreatedAt = now,
    };

    /// <summary>Takes the next events from the feed; says whether there may be more to take.</summary>
    public async Task<bool> FillAsync(Session session, EndpointRow endpoint, DateTimeOffset now)
    {
        if (await DeliveryRows.WaitingAsync(session, endpoint.Id) > MostWaiting - AtOnce)
        {
            return false;
        }

        // What this version does not know is left to a newer one.
        var events = (await feeds.AfterAsync(session, endpoint.Feed, endpoint.Next - 1, AtOnce)).TakeWhile(e => e.Type != FeedEventType.Unknown).ToList();
        if (events.Count == 0)
        {
            return false;
        }

        var added = events.Where(e => endpoint.Wants(e.Type)).Select((e, i) => New(endpoint, endpoint.Queued + 1 + i, e.Number, now)).ToList();
        if (added.Count > 0)
        {
            await DeliveryRows.AddAsync(session, added);
        }

        await EndpointLeases.MoveAsync(session, endpoint, events[^1].Number + 1, endpoint.Queued + added.Count);
        return events.Count == AtOnce;
    }
}
