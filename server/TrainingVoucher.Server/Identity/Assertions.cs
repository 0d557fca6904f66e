using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>
/// One-time proofs that a holder was authenticated: the id of the session, by which it is found, and a secret of 32 bytes, which the server
/// makes of the id and a key of its own and of which only the hash is kept. One is good for the system that opened the session and the
/// occasion it was made for, once, for five minutes.
/// </summary>
internal static class Assertions
{
    private const int IdLength = sizeof(long);

    /// <summary>The text of the assertion of a session, and what is kept of it.</summary>
    public static (string Text, AssertionKey Key) Of(KeyedHash secrets, long session)
    {
        Span<byte> bytes = stackalloc byte[IdLength + KeyedHash.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, session);
        secrets.Write(bytes[..IdLength], [], bytes[IdLength..]);
        return (Base64Url.EncodeToString(bytes), KeyOf(bytes));
    }

    /// <summary>By what the assertion of a text is found; nothing when the text cannot be one.</summary>
    public static AssertionKey? Read(string text) => Base64UrlText.Read(text, IdLength + KeyedHash.Length) is { } bytes ? KeyOf(bytes) : null;

    /// <summary>Uses the assertion up and gives the person. A refusal of the call that used it gives it back.</summary>
    public static async Task<Outcome<Proven>> UseAsync(ChangeContext c, AssertionKey? assertion, Occasion occasion)
    {
        if (await FindAsync(c, assertion, occasion) is not { } row)
        {
            return ErrorCodes.AssertionInvalid;
        }

        c.Session.Shelf<AssertionShelf>().Use(row, occasion, c.Now);
        return row.Proven;
    }

    /// <summary>Asks for an assertion with the next load.</summary>
    public static void Want(Session session, string assertion)
    {
        if (Read(assertion) is { } key)
        {
            session.Shelf<AssertionShelf>().Want(key);
        }
    }

    /// <summary>The person of an assertion that would be taken now, and still will be afterwards.</summary>
    public static async Task<Outcome<Proven>> PeekAsync(CallContext c, AssertionKey? assertion, Occasion occasion) =>
        await FindAsync(c, assertion, occasion) is { } row ? row.Proven : ErrorCodes.AssertionInvalid;

    private static async Task<AssertionRow?> FindAsync(CallContext c, AssertionKey? assertion, Occasion occasion)
    {
        var row = assertion is { } key ? await c.Session.Shelf<AssertionShelf>().FindAsync(key) : null;
        return row is not null
            && c.Now < row.AssertionExpiresAt
            && row.ClientId == c.Caller.ClientId
            && row.IsFor(occasion)
            ? row
            : null;
    }

    private static AssertionKey KeyOf(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt64BigEndian(bytes), SHA256.HashData(bytes[IdLength..]));
}
