using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>The places of a batch: taken by a claim or an assignment, given back when a voucher ends unused.</summary>
internal static class BatchPlaces
{
    /// <summary>Whether the batch is open as the row says that its change is held to: what was read before may have been closed meanwhile, and its money with it.</summary>
    public static async Task<bool> IsOpenAsync(Session session, long batch) =>
        await session.Shelf<PlacesShelf>().FindAsync(batch) is { State: BatchState.Released };

    /// <summary>Takes a place; <see langword="false"/> when there is none, or the batch is closed.</summary>
    public static async Task<bool> TakeAsync(Session session, long batch)
    {
        var shelf = session.Shelf<PlacesShelf>();
        if (await shelf.FindAsync(batch) is not { State: BatchState.Released } places || places.Claimed >= places.Quantity)
        {
            shelf.Full(batch);
            return false;
        }

        shelf.Change(places with { Claimed = places.Claimed + 1 });
        return true;
    }

    /// <summary>Whether so many claims by a channel may find too few places, as far as the counters in hand tell.</summary>
    public static bool MayRunOut(Session session, long batch, long channel, int claims) =>
        session.Shelf<PlacesShelf>().Left(batch) < claims || session.Shelf<BatchChannelShelf>().Left(batch, channel) < claims;

    /// <summary>Gives a place back; <see langword="false"/> when the batch is closed and the place goes to nobody.</summary>
    public static async Task<bool> GiveBackAsync(Session session, long batch)
    {
        var shelf = session.Shelf<PlacesShelf>();
        var places = (await shelf.FindAsync(batch))!;
        shelf.Change(places with { Claimed = places.Claimed - 1 });
        return places.State == BatchState.Released;
    }

    /// <summary>The channel's share of the batch; nothing when it has none.</summary>
    public static ValueTask<BatchChannelRow?> OfChannelAsync(Session session, long batch, long channel) =>
        session.Shelf<BatchChannelShelf>().FindAsync((batch, channel));

    public static async Task<bool> TakeOfChannelAsync(Session session, long batch, long channel)
    {
        var shelf = session.Shelf<BatchChannelShelf>();
        if (await shelf.FindAsync((batch, channel)) is not { } share || share.Used >= share.Quota)
        {
            shelf.Full(batch, channel);
            return false;
        }

        shelf.Change(share with { Used = share.Used + 1 });
        return true;
    }

    public static async Task GiveBackToChannelAsync(Session session, long batch, long channel)
    {
        var shelf = session.Shelf<BatchChannelShelf>();
        var share = (await shelf.FindAsync((batch, channel)))!;
        shelf.Change(share with { Used = share.Used - 1 });
    }
}
