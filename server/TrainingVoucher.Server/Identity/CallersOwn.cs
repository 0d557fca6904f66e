using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;

namespace TrainingVoucher.Server.Identity;

/// <summary>Assertions for what no operation of the server does: the caller uses them up itself, and learns no more than that it was the same holder.</summary>
internal sealed class CallersOwn(HolderReferences references)
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
            HolderReference = references.Of(c.Caller.OwnerId, proven.Value.Person),
            Method = session.Method!.Value,
            AuthenticatedAt = session.AuthenticatedAt!.Value,
        };
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
