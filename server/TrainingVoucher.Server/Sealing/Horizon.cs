namespace TrainingVoucher.Server.Sealing;

/// <summary>
/// Knows up to which journal id nothing can appear any more. Ids are drawn in order, but a transaction that drew a lower one may
/// commit later than one that drew a higher. Whoever drew an id had its own transaction number before; so of all who drew one up to
/// an id that was seen, each has a number below that of a transaction that begins after. Once none below it is open, all have ended.
/// </summary>
internal sealed class Horizon
{
    private (long Id, long Transaction)? waiting;

    /// <summary>The highest id up to which every row is there to be seen by the next statement; 0 when nothing new is known.</summary>
    /// <param name="newest">The highest journal id seen before this transaction got its number.</param>
    /// <param name="own">The number of this transaction.</param>
    /// <param name="oldest">The lowest number of a transaction that is open.</param>
    public long Pass(long newest, long own, long oldest)
    {
        if (oldest >= own)
        {
            waiting = null;
            return newest;
        }

        var passed = 0L;
        if (waiting is { } mark && oldest >= mark.Transaction)
        {
            (passed, waiting) = (mark.Id, null);
        }

        waiting ??= (newest, own);
        return passed;
    }
}
