using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>Remembers the <c>jti</c> of every assertion until it has expired, so that none is taken twice.</summary>
internal static class UsedAssertions
{
    private const string Insert = """
        INSERT INTO used_assertion (key_id, jti, expires_at)
        VALUES (@KeyId, @Jti, @ExpiresAt)
        ON CONFLICT (key_id, jti) DO NOTHING
        """;

    private const string Sweep = "DELETE FROM used_assertion WHERE expires_at < @before";

    /// <summary>False when it was taken before.</summary>
    public static async Task<bool> TakeAsync(Session session, SignedAssertion assertion) =>
        await session.ExecuteAsync(Insert, new { assertion.KeyId, assertion.Jti, assertion.ExpiresAt }) == 1;

    public static Task<int> SweepAsync(Session session, DateTimeOffset now) =>
        session.ExecuteAsync(Sweep, new { before = now - SignedAssertion.Skew - SignedAssertion.Skew });
}
