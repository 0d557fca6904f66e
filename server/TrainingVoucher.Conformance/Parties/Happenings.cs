using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Testing;

namespace TrainingVoucher.Conformance.Parties;

/// <summary>Somebody whose feed has a few events, all of them told already.</summary>
/// <param name="OwnerId">The channel or institution.</param>
/// <param name="Events">Its whole feed, from number 1 on.</param>
internal sealed record Happenings(string OwnerId, IReadOnlyList<FeedEvent> Events)
{
    /// <summary>So many events there are of vouchers, and the last one is of these.</summary>
    private const int Few = 9;

    public long Last => Events[^1].Number;

    /// <summary>A channel through which somebody claims again and again.</summary>
    public static async Task<Happenings> ToChannelAsync(TestingServer server, CancellationToken ct)
    {
        var party = await server.AddChannelAsync(ct);
        var batch = await server.ReleaseAsync(quantity: Few, ct: ct);
        for (var i = 0; i < Few; i++)
        {
            var session = await party.Client.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id }, ct: ct);
            await party.Client.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = await server.AuthenticateAsync(session.Id, server.NewPerson(), ct) }, ct: ct);
        }

        return new(party.Id, await ReadAsync(party.Client.Channel, ct));
    }

    /// <summary>An institution that redeems, and takes it back, again and again.</summary>
    public static async Task<Happenings> ToInstitutionAsync(Site site, CancellationToken ct)
    {
        var party = await site.Server.AddInstitutionAsync(ct);
        var person = site.Server.NewPerson();
        var voucher = await site.ClaimAsync(person, ct);
        for (var i = 0; i < Few; i++)
        {
            await (i % 2 == 1
                ? party.Client.Institution.ReverseAsync(new() { Code = voucher.Code, Reason = "样例" }, ct: ct)
                : (Task)party.Client.Institution.RedeemAsync(new() { Scan = voucher.Code, Document = person.Card, Project = "welder", Level = 5, ClassEndsOn = site.Server.Today.AddDays(10) }, ct: ct));
        }

        return new(party.Id, await ReadAsync(party.Client.Institution, ct));
    }

    private static async Task<IReadOnlyList<FeedEvent>> ReadAsync(FeedClient feed, CancellationToken ct)
    {
        var told = new List<FeedEvent>();
        // To its end: what the journal tells late must not come as a surprise to the cases.
        while (told.Count(e => e.Voucher is not null) < Few)
        {
            told.AddRange((await feed.GetFeedAsync(new() { After = told.Count, Wait = 10 }, ct: ct)).Items);
        }

        return told;
    }
}
