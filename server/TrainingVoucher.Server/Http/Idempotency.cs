using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>
/// One changing call, known by client, operation and key. Its answer is kept in the transaction of its effect: the same key with the
/// same request gets the same bytes, with another request it is refused. The primary key orders duplicates, whichever process they reach.
/// </summary>
internal sealed record Idempotency(long Client, Operation Operation, string Key, byte[] Hash)
{
    public const string Header = "Idempotency-Key";

    private const string Forget = "DELETE FROM idempotency WHERE created_at < @before";

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    private KeptKey Kept => new(Client, Operation.Id, Key);

    public static bool IsUsable(string? key) => key is { Length: >= 1 and <= 64 } && key.All(c => c is > ' ' and <= '~') && !IdNumbers.StandIn(key);

    /// <summary>Keyed, because a body may hold a document number and few digits would be left to guess.</summary>
    public static byte[] HashOf(KeyedHash requests, HttpRequest request, byte[] body)
    {
        var hash = new byte[KeyedHash.Length];
        requests.Write(Head(request), body, hash);
        return hash;
    }

    /// <summary>The same hash before its body, for one that is read piece by piece.</summary>
    public static IncrementalHash BeginHash(byte[] secret, HttpRequest request)
    {
        var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Head(request));
        return hash;
    }

    /// <summary>Drops answers older than two days; after that the guards on states still make a repeat harmless.</summary>
    public static Task<int> ForgetAsync(Session session, DateTimeOffset now) => session.ExecuteAsync(Forget, new { before = now - KeptFor });

    /// <summary>Whether the key has an answer already.</summary>
    public static async Task<bool> IsAnsweredAsync(Session session, long client, Operation operation, string key) =>
        await session.Shelf<KeptAnswers>().FindAsync(new(client, operation.Id, key)) is not null;

    /// <summary>Gives the answer given before, or runs the work and keeps its answer.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="now">The clock of the transaction.</param>
    /// <param name="context">The request.</param>
    /// <param name="work">What it writes is undone when it refuses.</param>
    /// <param name="record">Told how it ended when it was run; what this writes stays.</param>
    public async Task<Answer> AnswerAsync<T>(Session session, DateTimeOffset now, HttpContext context, Func<Task<Outcome<T>>> work, Func<Refusal?, Task>? record = null)
    {
        var kept = session.Shelf<KeptAnswers>();
        if (await kept.FindAsync(Kept) is { } before)
        {
            return before.RequestHash.AsSpan().SequenceEqual(Hash)
                ? new Answer(before.Status, before.ContentType, before.Body)
                : Answer.Of<T>(context, ErrorCodes.IdempotencyKeyReused);
        }

        var outcome = await session.AttemptAsync(work, o => o.Refusal is null);
        await (record?.Invoke(outcome.Refusal) ?? Task.CompletedTask);
        var answer = Answer.Of(context, outcome);
        if (outcome.Refusal is null || IsDecided(outcome.Refusal.Code))
        {
            kept.Add(new()
            {
                ClientId = Client,
                Operation = Operation.Id,
                Key = Key,
                RequestHash = Hash,
                Status = answer.Status,
                ContentType = answer.ContentType,
                Body = answer.Body,
                CreatedAt = now,
            });
        }

        return answer;
    }

    /// <summary>Asks for the answer given before with the next load.</summary>
    public void Want(Session session) => session.Shelf<KeptAnswers>().Want(Kept);

    private static byte[] Head(HttpRequest request) => Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.ContentType}\n");

    /// <summary>Whether a refusal was decided and is kept; the others may well be answered differently next time.</summary>
    private static bool IsDecided(ErrorCode code) => code.Status is 404 or 409 or 422 && code != ErrorCodes.SessionPending;
}
