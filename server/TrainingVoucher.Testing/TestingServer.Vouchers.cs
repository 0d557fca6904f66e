using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Sandbox;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Testing;

public sealed partial class TestingServer
{
    private static readonly SchemeDefinition Usual = new()
    {
        Name = new("样例面值券", "Example voucher"), ValueMode = ValueMode.FaceValue, ValueFen = 50_000, Validity = new() { DaysFromClaim = 30 },
    };

    private int persons;

    /// <summary>Makes up a person whom the server does not know yet.</summary>
    /// <param name="bornOn">The day of birth, for conditions of age; 1 January 1990 when left out. Nobody but the first 999 is born on it: the next come on the days after.</param>
    public TestingPerson NewPerson(DateOnly? bornOn = null) => new(Interlocked.Increment(ref persons) - 1, bornOn ?? new DateOnly(1990, 1, 1));

    /// <summary>Defines a scheme and releases one batch of it to whoever claims first, through the channel; the money for it is there.</summary>
    /// <param name="definition">The scheme; vouchers of 500 yuan that are good for 30 days when left out.</param>
    /// <param name="quantity">How many vouchers.</param>
    /// <param name="ct">Ends the calls.</param>
    public Task<Batch> ReleaseAsync(SchemeDefinition? definition = null, int quantity = 100, CancellationToken ct = default) =>
        ReleaseAsync(new SampleOffer(definition ?? Usual, quantity), ct);

    /// <summary>Defines a scheme and assigns a voucher of it to each of some persons, who accept it by claiming from the batch.</summary>
    /// <param name="holders">The persons, 1 to 2,000.</param>
    /// <param name="definition">The scheme; vouchers of 500 yuan that are good for 30 days when left out.</param>
    /// <param name="ct">Ends the calls.</param>
    public Task<Batch> ReleaseToAsync(IReadOnlyList<TestingPerson> holders, SchemeDefinition? definition = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(holders);
        var rows = holders.Select(p => new PersonRow { DocumentType = p.Card.Type, DocumentNumber = p.Card.Number, Name = p.Name });
        return ReleaseAsync(new SampleOffer(definition ?? Usual, holders.Count) { Persons = [.. rows] }, ct);
    }

    /// <summary>Does the holder's part in an identity session that a system under test has opened: shows the card.</summary>
    /// <param name="sessionId">The session, <c>ids_…</c>.</param>
    /// <param name="person">Who is authenticated.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The assertion, to be used once within five minutes by who opened the session; a system under test takes it itself, by <c>TakeIdentityAssertionAsync</c>.</returns>
    public async Task<string> AuthenticateAsync(string sessionId, TestingPerson person, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (await Public.SandboxAuthenticateAsync(sessionId, new() { Document = person.Card, Name = person.Name }, ct: ct).ConfigureAwait(false)).Assertion;
    }

    /// <summary>Has a person authenticated for a purpose: by the institution for <see cref="IdentityPurpose.Redeem"/>, by the channel for everything else.</summary>
    /// <param name="person">Who is authenticated.</param>
    /// <param name="purpose">What the assertion shall be good for.</param>
    /// <param name="batchId">The batch, for a claim or an exchange.</param>
    /// <param name="code">The voucher code, for what acts on a voucher.</param>
    /// <param name="ct">Ends the calls.</param>
    /// <returns>The assertion, to be used once within five minutes.</returns>
    public async Task<string> AssertAsync(TestingPerson person, IdentityPurpose purpose, string? batchId = null, string? code = null, CancellationToken ct = default)
    {
        var request = new CreateIdentitySessionRequest { Purpose = purpose, BatchId = batchId, Code = code };
        var opening = purpose == IdentityPurpose.Redeem ? Institution.CreateIdentitySessionAsync(request, ct: ct) : Channel.CreateIdentitySessionAsync(request, ct: ct);
        return await AuthenticateAsync((await opening.ConfigureAwait(false)).Id, person, ct).ConfigureAwait(false);
    }

    /// <summary>Claims a voucher for a person through the channel, or accepts the one that is assigned.</summary>
    /// <param name="person">The holder.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="ct">Ends the calls.</param>
    public async Task<Voucher> ClaimAsync(TestingPerson person, Batch batch, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var assertion = await AssertAsync(person, IdentityPurpose.Claim, batch.Id, ct: ct).ConfigureAwait(false);
        return await Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion }, ct: ct).ConfigureAwait(false);
    }

    private async Task<Batch> ReleaseAsync(SampleOffer offer, CancellationToken ct) =>
        (await town.Sample.ReleaseAsync([offer], [.. channels.Select(channel => channel.Id)], Time.GetUtcNow().AddMinutes(-1), Time.GetUtcNow().AddYears(1), ct).ConfigureAwait(false))[0];
}
