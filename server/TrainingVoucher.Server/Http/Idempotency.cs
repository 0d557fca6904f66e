using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>The answer to a changing call, as it was sent and as it will be sent again.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body);

/// <summary>
/// The answers of changing calls, kept in the transaction of their effect. The same key with the same request gets the same bytes;
/// with another request it is refused. The unique key orders duplicates, whichever process they reach.
/// </summary>
internal static class Idempotency
{
    private const string Find = """
        SELECT request_hash, status, content_type, body
        FROM idempotency
        WHERE client_id = @client AND operation = @operation AND key = @key
        """;

    private const string Insert = """
        INSERT INTO idempotency (client_id, operation, key, request_hash, status, content_type, body, created_at)
        VALUES (@client, @operation, @key, @hash, @Status, @ContentType, @Body, @now)
        """;

    private const string Forget = "DELETE FROM idempotency WHERE created_at < @before";

    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    public static bool IsUsable(string? key) => key is { Length: >= 1 and <= 64 } && key.All(c => c is > ' ' and <= '~');

    public static byte[] Hash(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.ContentType}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>The answer given before; a refusal when the key was used for something else; nothing when it is new.</summary>
    public static async Task<Outcome<Answer?>> FindAsync(Session session, long client, Operation operation, string key, byte[] hash)
    {
        var row = await session.SingleAsync<Row>(Find, new { client, operation = operation.Id, key });
        return row switch
        {
            null => (Answer?)null,
            _ when !row.RequestHash.AsSpan().SequenceEqual(hash) => ErrorCodes.IdempotencyKeyReused,
            _ => new Answer(row.Status, row.ContentType, row.Body),
        };
    }

    public static Task KeepAsync(Session session, long client, Operation operation, string key, byte[] hash, Answer answer, DateTimeOffset now) =>
        session.RequireAsync(Insert, new { client, operation = operation.Id, key, hash, answer.Status, answer.ContentType, answer.Body, now });

    /// <summary>Whether a refusal was decided, and is therefore kept; the others may well be answered differently next time.</summary>
    public static bool IsDecided(ErrorCode code) => code.Status is 404 or 409 or 422;

    public static Task<int> ForgetAsync(Session session, DateTimeOffset now) => session.ExecuteAsync(Forget, new { before = now - Kept });

    private sealed record Row
    {
        public byte[] RequestHash { get; init; } = [];

        public int Status { get; init; }

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
