using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Persons by their documents. Callers give numbers that <see cref="DocumentNumbers.Check"/> accepted, in any spelling.</summary>
internal sealed class People(ServerKeys keys)
{
    private const int Chunk = 1_000;

    private const string InsertPerson = "INSERT INTO person (id, created_at) SELECT r.person_id, r.created_at FROM {rows}";

    private const string InsertDocument = """
        INSERT INTO person_document (hmac, key_version, person_id, vault, vault_version, current, created_at)
        SELECT r.hmac, r.key_version, r.person_id, r.vault, r.vault_version, TRUE, r.created_at
        FROM {rows}
        """;

    private const string Current = "SELECT d.person_id, d.vault FROM {rows} JOIN person_document d ON d.person_id = r.person_id AND d.current = TRUE";

    private const string Retire = "UPDATE person_document SET current = FALSE WHERE person_id = @person AND current = TRUE";

    private const string Promote = "UPDATE person_document SET current = TRUE WHERE hmac = @hmac";

    private readonly PersonVault vault = new(keys);

    public Task<long?> FindAsync(Session session, DocumentType type, string number) => FindAsync(session, KeyOf(type, number));

    public static async Task<long?> FindAsync(Session session, LookupKey key) => (await session.Shelf<DocumentShelf>().FindAsync(key))?.PersonId;

    /// <summary>By what a document is found.</summary>
    public LookupKey KeyOf(DocumentType type, string number) => new(vault.Lookup(type, number));

    public async Task<long> FindOrAddAsync(Session session, DocumentType type, string number, string name, DateTimeOffset now) =>
        (await FindOrAddManyAsync(session, [(type, number, name)], now))[0];

    /// <summary>The person of each document, in the order given; the same document twice is the same person.</summary>
    public async Task<IReadOnlyList<long>> FindOrAddManyAsync(
        Session session, IReadOnlyList<(DocumentType Type, string Number, string Name)> documents, DateTimeOffset now)
    {
        var persons = new List<long>(documents.Count);
        foreach (var chunk in documents.Chunk(Chunk))
        {
            var hmacs = chunk.Select(document => vault.Lookup(document.Type, document.Number)).ToArray();
            var known = (await session.QueryRowsAsync<LookupKey, DocumentRow>(DocumentShelf.Find, [.. hmacs.DistinctBy(Convert.ToHexString).Select(hmac => new LookupKey(hmac))])).ToDictionary(row => Convert.ToHexString(row.Hmac), row => row.PersonId, StringComparer.Ordinal);
            var added = new List<NewDocument>();
            foreach (var (hmac, (type, number, name)) in hmacs.Zip(chunk))
            {
                if (!known.TryGetValue(Convert.ToHexString(hmac), out var person))
                {
                    person = Ids.NewAt(now);
                    added.Add(Sealed(person, type, number, name, hmac, now));
                    known.Add(Convert.ToHexString(hmac), person);
                }

                persons.Add(person);
            }

            await session.RequireRowsAsync(InsertPerson, added);
            await session.RequireRowsAsync(InsertDocument, added);
        }

        return persons;
    }

    /// <summary>Makes a document the one that is shown; the others go on leading to the person. False when it is another person's.</summary>
    public async Task<bool> CorrectAsync(Session session, long person, DocumentType type, string number, DateTimeOffset now)
    {
        var hmac = vault.Lookup(type, number);
        var owner = await FindAsync(session, type, number);
        if (owner is { } other && other != person)
        {
            return false;
        }

        var details = await OpenAsync(session, person);
        await session.RequireAsync(Retire, new { person });
        if (owner is null)
        {
            await session.RequireRowsAsync(InsertDocument, [Sealed(person, type, number, details.Name, hmac, now)]);
        }
        else
        {
            await session.RequireAsync(Promote, new { hmac });
        }

        return true;
    }

    public async Task<PersonDetails> OpenAsync(Session session, long personId)
    {
        var rows = await session.QueryRowsAsync<PersonKey, VaultRow>(Current, [new(personId)]);
        return vault.Open(personId, rows[0].Vault);
    }

    public async Task<IReadOnlyDictionary<long, MaskedHolder>> MaskAsync(Session session, IReadOnlyCollection<long> persons)
    {
        var masked = new Dictionary<long, MaskedHolder>(persons.Count);
        foreach (var chunk in persons.Distinct().Chunk(Chunk))
        {
            foreach (var row in await session.QueryRowsAsync<PersonKey, VaultRow>(Current, [.. chunk.Select(person => new PersonKey(person))]))
            {
                masked.Add(row.PersonId, Masking.Of(vault.Open(row.PersonId, row.Vault)));
            }
        }

        return masked;
    }

    private NewDocument Sealed(long person, DocumentType type, string number, string name, byte[] hmac, DateTimeOffset now) =>
        new(hmac, vault.HmacVersion, person, vault.Seal(person, type, number, name), vault.VaultVersion, now);

    private sealed record NewDocument(byte[] Hmac, int KeyVersion, long PersonId, byte[] Vault, int VaultVersion, DateTimeOffset CreatedAt);

    private sealed record PersonKey(long PersonId);

    private sealed record VaultRow
    {
        public long PersonId { get; init; }

        public byte[] Vault { get; init; } = [];
    }
}
