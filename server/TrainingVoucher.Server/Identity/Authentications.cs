using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>A person as an identity provider shows him: a checked document, and a name. It never prints itself.</summary>
internal sealed record ShownPerson(DocumentType Type, string Number, string Name)
{
    public const int LongestName = 50;

    public static ShownPerson Of(IdentityDocument document, string name) => new(document.Type, document.Number, name);

    /// <summary>What somebody else said; nothing when the number is none of such a document, or the name is no name.</summary>
    public static ShownPerson? Of(DocumentType type, string? number, string? name) =>
        number is not null
        && DocumentNumbers.Check(type, number, out _) == DocumentFault.None
        && new Fields().Text(name, "", LongestName).Refusal is null
            ? new(type, number, name!)
            : null;

    public override string ToString() => nameof(ShownPerson);
}

/// <summary>What an identity provider says of a session: the holder, who acts in his place, and how they were authenticated.</summary>
internal sealed record Authentication(ShownPerson Holder, ShownPerson? Proxy, IdentityMethod Method);

/// <summary>Takes the word of the identity provider down: the session is its persons' from then on, and its assertion can be taken.</summary>
internal sealed class Authentications(People people, KeyedHash secrets)
{
    /// <summary>How long an assertion is good.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromMinutes(5);

    /// <summary>Completes a session that this transaction has read.</summary>
    public async Task<Outcome<IdentityAssertion>> CompleteAsync(Session session, SessionRow row, Authentication said, DateTimeOffset now)
    {
        if (row.Refuses(now) is { } refusal)
        {
            return refusal;
        }

        var proven = await ProvenAsync(session, row, said, now);
        if (proven.Refusal is { } unproven)
        {
            return unproven;
        }

        var (text, key) = Assertions.Of(secrets, row.Id);
        var expires = now + Usable;
        await SessionRows.AuthenticateAsync(session, row.Id, said.Method, proven.Value, key.Hash, now, expires);
        await session.AppendAsync(Told(row, said.Method, proven.Value, now));
        return new IdentityAssertion { Assertion = text, ExpiresAt = expires };
    }

    /// <summary>The assertion of a session whose holder was authenticated.</summary>
    public IdentityAssertion AssertionOf(SessionRow row) => new() { Assertion = Assertions.Of(secrets, row.Id).Text, ExpiresAt = row.AssertionExpiresAt!.Value };

    /// <summary>Ends a session whose holder came back without having been authenticated.</summary>
    public static async Task FailAsync(Session session, SessionRow row, ErrorCode failure, DateTimeOffset now)
    {
        if (await SessionRows.FailAsync(session, row.Id, failure))
        {
            await session.AppendAsync(About(row, "identity_session.failed", now) with { Reason = failure.Code });
        }
    }

    private async Task<Outcome<Proven>> ProvenAsync(Session session, SessionRow row, Authentication said, DateTimeOffset now)
    {
        if (row.Proxy is null != said.Proxy is null)
        {
            return ErrorCodes.ProxyNotProven;
        }

        var shown = said.Proxy is { } other ? new[] { said.Holder, other } : [said.Holder];
        var persons = await people.FindOrAddManyAsync(session, [.. shown.Select(p => (p.Type, p.Number, p.Name))], now);
        return persons.Count == 2 && persons[0] == persons[1] ? ErrorCodes.ProxyNotProven
            : new Proven(persons[0], row.Proxy is { } relation ? new(relation, persons[1]) : null);
    }

    private static JournalEntry Told(SessionRow row, IdentityMethod method, Proven proven, DateTimeOffset now)
    {
        var entry = About(row, "identity_session.authenticated", now) with
        {
            Values = new Dictionary<string, long>(StringComparer.Ordinal) { ["person"] = proven.Person },
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["method"] = Json.NameOf(method) },
        };
        return proven.Proxy?.On(entry) ?? entry;
    }

    /// <summary>In the name of the system that opened the session: the holder's browser has none.</summary>
    private static JournalEntry About(SessionRow row, string @event, DateTimeOffset now) =>
        new() { Event = @event, Kind = "ids", Subject = ChangeContext.Bytes(row.Id), Client = row.ClientId, At = now };
}
