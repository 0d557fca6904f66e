using System.Buffers.Binary;
using System.Buffers.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Assertions for what no operation of the server does: the caller uses them up itself, and learns no more than that it was the same holder.</summary>
internal sealed class CallersOwn(KeyedHash references)
{
    public async Task<Outcome<ProvenHolder>> UseAsync(ChangeContext c, UseIdentityAssertionRequest r)
    {
        var occasion = await Occasions.FindAsync(c, r.Purpose, r.InstitutionId, r.Code, r.Reference);
        if (occasion.Refusal is { } refusal)
        {
            return refusal;
        }

        var assertion = Assertions.Read(r.Assertion);
        var proven = await Assertions.UseAsync(c, assertion, occasion.Value);
        if (proven.Refusal is { } invalid)
        {
            return invalid;
        }

        var session = (await SessionRows.FindAsync(c.Session, assertion!.Value.Id))!;
        await c.JournalAsync(Told(session, proven.Value, c.Now));
        return new ProvenHolder
        {
            Purpose = r.Purpose,
            HolderReference = ReferenceOf(c.Caller.OwnerId, proven.Value.Person),
            Method = session.Method!.Value,
            AuthenticatedAt = session.AuthenticatedAt!.Value,
        };
    }

    /// <summary>One text for a person and an owner: from two owners' texts nobody learns that they are of one person.</summary>
    private string ReferenceOf(long owner, long person)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        Span<byte> pair = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(pair, owner);
        BinaryPrimitives.WriteInt64BigEndian(pair[sizeof(long)..], person);
        references.Write(pair, [], hash);
        return Base64Url.EncodeToString(hash);
    }

    private static JournalEntry Told(SessionRow session, Proven proven, DateTimeOffset now) => new()
    {
        Event = "identity_session.used",
        Kind = "ids",
        Subject = ChangeContext.Bytes(session.Id),
        At = now,
        Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["person"] = proven.Person, ["purpose"] = (int)session.Purpose },
    };
}
