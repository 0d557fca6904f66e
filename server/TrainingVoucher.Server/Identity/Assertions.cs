using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Identity;

/// <summary>
/// One-time proofs that a holder was authenticated: the id of the session, by which it is found, and 32 random bytes of which only the hash
/// is kept. One is good for the system that opened the session, the purpose, the batch, the voucher and, of a
/// course platform, the institution it was made for, once, for five minutes.
/// </summary>
internal static class Assertions
{
    private const int IdLength = sizeof(long);
    private const int SecretLength = 32;

    /// <summary>The text of a new assertion of a session, and what is kept of it.</summary>
    public static (string Text, AssertionKey Key) New(long session)
    {
        Span<byte> bytes = stackalloc byte[IdLength + SecretLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, session);
        RandomNumberGenerator.Fill(bytes[IdLength..]);
        return (Base64Url.EncodeToString(bytes), KeyOf(bytes));
    }

    /// <summary>By what the assertion of a text is found; nothing when the text cannot be one.</summary>
    public static AssertionKey? Read(string text) => Base64UrlText.Read(text, IdLength + SecretLength) is { } bytes ? KeyOf(bytes) : null;

    /// <summary>Uses the assertion up and gives the person. A refusal of the call that used it gives it back.</summary>
    public static async Task<Outcome<long>> UseAsync(ChangeContext c, AssertionKey? assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher, long? institution = null)
    {
        var row = await FindAsync(c, assertion, purpose, batchId, voucher, institution);
        if (row is null)
        {
            return ErrorCodes.AssertionInvalid;
        }

        c.Session.Shelf<AssertionShelf>().Use(row, c.Now);
        return row.PersonId;
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
    public static async Task<Outcome<long>> PeekAsync(CallContext c, AssertionKey? assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher, long? institution = null)
    {
        var row = await FindAsync(c, assertion, purpose, batchId, voucher, institution);
        return row is not null ? row.PersonId : ErrorCodes.AssertionInvalid;
    }

    private static async Task<AssertionRow?> FindAsync(CallContext c, AssertionKey? assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher, long? institution = null)
    {
        var row = assertion is { } key ? await c.Session.Shelf<AssertionShelf>().FindAsync(key) : null;
        return row is not null
            && row.UsedAt is null
            && c.Now < row.AssertionExpiresAt
            && row.ClientId == c.Caller.ClientId
            && row.Purpose == (int)purpose
            && row.BatchId == batchId
            && IsSame(row.VoucherId, voucher)
            && row.InstitutionId == institution
            ? row
            : null;
    }

    private static AssertionKey KeyOf(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt64BigEndian(bytes), SHA256.HashData(bytes[IdLength..]));

    private static bool IsSame(byte[]? kept, VoucherId? voucher) =>
        kept is null ? voucher is null : voucher is { } id && kept.AsSpan().SequenceEqual(id.ToBytes());
}
