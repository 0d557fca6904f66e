using System.Security.Cryptography;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Identity;

/// <summary>
/// One-time proofs that a holder was authenticated: 32 random bytes of which only the hash is kept. One is good for the system that
/// opened the session, the purpose, the batch and the voucher it was made for, once, for five minutes.
/// </summary>
internal static class Assertions
{
    public const int ByteLength = 32;

    /// <summary>Uses the assertion up and gives the person. A refusal of the call that used it gives it back.</summary>
    public static async Task<Outcome<long>> UseAsync(ChangeContext c, string assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher)
    {
        var row = await FindAsync(c, assertion, purpose, batchId, voucher);
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
        if (HashOf(assertion) is { } hash)
        {
            session.Shelf<AssertionShelf>().Want(new(hash));
        }
    }

    /// <summary>The person of an assertion that would be taken now, and still will be afterwards.</summary>
    public static async Task<Outcome<long>> PeekAsync(CallContext c, string assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher)
    {
        var row = await FindAsync(c, assertion, purpose, batchId, voucher);
        return row is not null ? row.PersonId : ErrorCodes.AssertionInvalid;
    }

    /// <summary>The hash an assertion is kept by; nothing when the text cannot be one.</summary>
    public static byte[]? HashOf(string assertion) =>
        Base64UrlText.Read(assertion, ByteLength) is { } bytes ? SHA256.HashData(bytes) : null;

    private static async Task<AssertionRow?> FindAsync(CallContext c, string assertion, IdentityPurpose purpose, long? batchId, VoucherId? voucher)
    {
        var row = HashOf(assertion) is { } hash ? await c.Session.Shelf<AssertionShelf>().FindAsync(new(hash)) : null;
        return row is not null
            && row.UsedAt is null
            && c.Now < row.AssertionExpiresAt
            && row.ClientId == c.Caller.ClientId
            && row.Purpose == (int)purpose
            && row.BatchId == batchId
            && IsSame(row.VoucherId, voucher)
            ? row
            : null;
    }

    private static bool IsSame(byte[]? kept, VoucherId? voucher) =>
        kept is null ? voucher is null : voucher is { } id && kept.AsSpan().SequenceEqual(id.ToBytes());
}
