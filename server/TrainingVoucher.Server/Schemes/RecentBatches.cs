using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Schemes;

/// <summary>
/// Which batches were looked at last. Most vouchers are of a few: whoever asks for a voucher asks for these rows too, and seldom needs
/// another round trip for its batch and scheme. It decides only what is loaded together, never what a row says.
/// </summary>
internal sealed class RecentBatches
{
    private const int Most = 8;

    private volatile IReadOnlyList<(long Batch, long Scheme)> recent = [];

    /// <summary>Asks for the batches and their schemes with the next load.</summary>
    public void Want(Session session)
    {
        foreach (var (batch, scheme) in recent)
        {
            session.Shelf<BatchShelf>().Want(batch);
            session.Shelf<SchemeShelf>().Want(scheme);
        }
    }

    /// <summary>Remembers a batch in the place of the one that has been there longest.</summary>
    public void Note(BatchRow batch)
    {
        var entry = (batch.Id, batch.SchemeId);
        if (!recent.Contains(entry))
        {
            recent = [entry, .. recent.Take(Most - 1)];
        }
    }
}
