using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>Moves money within a budget line by double entry: what leaves one balance enters another, and a posting says so.</summary>
internal static class BudgetLedger
{
    /// <summary>Moves money; <see langword="false"/>, and nothing is written, when it is not available.</summary>
    /// <remarks>
    /// Money that is reserved, obligated or approved is there for the voucher it belongs to, so only what is available is looked at
    /// first. The checks of the table hold every balance whatever happens.
    /// </remarks>
    public static async Task<bool> MoveAsync(this Session session, long line, Movement movement, string cause, string subject, DateTimeOffset now)
    {
        if (movement.Fen == 0)
        {
            return true;
        }

        var lines = session.Shelf<BudgetLineShelf>();
        if (movement.From == Balance.Available && await lines.AvailableAsync(line) < movement.Fen)
        {
            return false;
        }

        lines.Move(line, movement);
        session.Shelf<PostingShelf>().Add(new NewPosting(line, now, Name(movement.From), Name(movement.To), movement.Fen, cause, subject));
        return true;
    }

    public static string Name(Balance balance) => balance.ToString().ToLowerInvariant();
}
