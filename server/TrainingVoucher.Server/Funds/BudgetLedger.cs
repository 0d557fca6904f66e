using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Funds;

/// <summary>Moves money within a budget line by double entry: one posting, two balances, one transaction.</summary>
internal static class BudgetLedger
{
    private const string Post = """
        INSERT INTO posting (line_id, at, debit, credit, fen, cause, subject)
        VALUES (@line, @now, @debit, @credit, @Fen, @cause, @subject)
        """;

    private static readonly Dictionary<(Balance From, Balance To), string> Moves =
        (from f in Enum.GetValues<Balance>() from t in Enum.GetValues<Balance>() where f != t select (f, t))
        .ToDictionary(pair => pair, pair => MoveSql(Column(pair.f), Column(pair.t)));

    /// <summary>Moves money; <see langword="false"/>, and nothing is written, when the balance it leaves does not have it.</summary>
    public static async Task<bool> MoveAsync(this Session session, long line, Movement movement, string cause, string subject, DateTimeOffset now)
    {
        if (movement.Fen == 0)
        {
            return true;
        }

        if (await session.ExecuteAsync(Moves[(movement.From, movement.To)], new { line, movement.Fen }) == 0)
        {
            return false;
        }

        var (debit, credit) = (Name(movement.From), Name(movement.To));
        await session.RequireAsync(Post, new { line, now, debit, credit, movement.Fen, cause, subject });
        return true;
    }

    public static string Name(Balance balance) => balance.ToString().ToLowerInvariant();

    private static string Column(Balance balance) => balance == Balance.Source ? "appropriated" : Name(balance);

    /// <summary>What comes from outside makes the sum itself larger; everything else only moves within it.</summary>
    private static string MoveSql(string from, string to) => from == "appropriated"
        ? $"UPDATE budget_line SET appropriated = appropriated + @Fen, {to} = {to} + @Fen WHERE id = @line"
        : to == "appropriated"
        ? $"UPDATE budget_line SET appropriated = appropriated - @Fen, {from} = {from} - @Fen WHERE id = @line AND {from} >= @Fen"
        : $"UPDATE budget_line SET {from} = {from} - @Fen, {to} = {to} + @Fen WHERE id = @line AND {from} >= @Fen";
}
