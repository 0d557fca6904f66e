using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>Vouchers to be released: of which kind, and how many.</summary>
/// <param name="Definition">The kind.</param>
/// <param name="Quantity">How many.</param>
public sealed record SampleOffer(SchemeDefinition Definition, int Quantity)
{
    /// <summary>Whom they are assigned to; whoever claims first when left out.</summary>
    public IReadOnlyList<PersonRow>? Persons { get; init; }
}

/// <summary>
/// Sets up a made-up tenant for a sandbox or for tests, each step by the call of the public API that a real authority makes.
/// </summary>
/// <param name="maker">The authority by its first officer, who proposes.</param>
/// <param name="checker">The authority by its second officer, who approves.</param>
/// <param name="region">The region of everything that is admitted and defined.</param>
/// <param name="options">What each call does differently; nothing when left out.</param>
public sealed class SampleTown(AuthorityClient maker, AuthorityClient checker, string region, Func<RequestOptions?>? options = null)
{
    private readonly Func<RequestOptions?> next = options ?? (() => null);

    /// <summary>Admits another officer of the authority and makes the key.</summary>
    public static async Task<OfficerCredentials> AdmitOfficerAsync(AuthorityClient maker, string name, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var admitted = await maker.CreateOfficerAsync(new() { Name = name, PublicKey = PublicKeyJwk.From(key) }, ct: ct);
        return new OfficerCredentials { OfficerId = admitted.Officer.Id, KeyId = admitted.KeyId, PrivateKeyPem = key.ExportPkcs8PrivateKeyPem() };
    }

    /// <summary>Admits a bank; gives its id.</summary>
    public async Task<string> AddChannelAsync(CancellationToken ct) =>
        (await maker.CreateChannelAsync(new() { Region = region, Name = new("样例银行", "Example Bank") }, next(), ct)).Id;

    /// <summary>Admits a training school of credit grade 3; gives its id.</summary>
    public async Task<string> AddInstitutionAsync(CancellationToken ct) => (await maker.CreateInstitutionAsync(
        new() { Region = region, Name = new("样例培训学校", "Example School"), Type = InstitutionType.TrainingSchool, CreditGrade = 3 }, next(), ct)).Id;

    /// <summary>Admits a course platform; gives its id.</summary>
    public async Task<string> AddCoursePlatformAsync(CancellationToken ct) =>
        (await maker.CreateCoursePlatformAsync(new() { Region = region, Name = new("样例课程平台", "Example Courses") }, next(), ct)).Id;

    /// <summary>Admits an assessment body; gives its id.</summary>
    public async Task<string> AddAssessmentBodyAsync(CancellationToken ct) =>
        (await maker.CreateAssessmentBodyAsync(new() { Region = region, Name = new("样例评价机构", "Example Assessors") }, next(), ct)).Id;

    /// <summary>Registers a system of a partner and makes its key.</summary>
    public async Task<ClientCredentials> RegisterAsync(string ownerId, CancellationToken ct)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await RegisterAsync(ownerId, PublicKeyJwk.From(key), kind: null, ct);
        return new ClientCredentials { ClientId = client.Id, KeyId = client.Keys[0].Id, PrivateKeyPem = key.ExportPkcs8PrivateKeyPem() };
    }

    /// <summary>Registers a system that has a key of its own.</summary>
    public Task<ApiClient> RegisterAsync(string ownerId, PublicKeyJwk key, ClientKind? kind, CancellationToken ct) =>
        maker.CreateClientAsync(new() { OwnerId = ownerId, Kind = kind, Name = "Example", PublicKey = key }, next(), ct);

    /// <summary>Defines the kinds, finds just the money they need, and releases them together; gives the batches in the order of the offers.</summary>
    public async Task<IReadOnlyList<Batch>> ReleaseAsync(
        IReadOnlyList<SampleOffer> offers, IReadOnlyList<string> channelIds, DateTimeOffset opensAt, DateTimeOffset closesAt, CancellationToken ct)
    {
        var proposed = new List<ProposedBatch>();
        foreach (var offer in offers)
        {
            proposed.Add(new()
            {
                SchemeId = (await maker.CreateSchemeAsync(new(region, offer.Definition, new() { Title = offer.Definition.Name }), next(), ct)).Id,
                BudgetLineId = await FundAsync(offer, opensAt.ToOffset(Calendar.Shanghai).Year, ct),
                Mode = offer.Persons is null ? ReleaseMode.SelfClaimed : ReleaseMode.Targeted,
                Quantity = offer.Quantity,
                OpensAt = opensAt,
                ClosesAt = closesAt,
                Channels = [.. channelIds.Select(id => new ChannelQuota { ChannelId = id })],
            });
        }

        var release = await maker.ProposeReleaseAsync(new() { Title = "样例发放", Batches = proposed }, next(), ct);
        foreach (var (offer, batch) in offers.Zip(proposed, (offer, p) => (offer, release.Batches.Single(b => b.SchemeId == p.SchemeId))))
        {
            if (offer.Persons is { } persons)
            {
                await maker.AddPersonsAsync(batch.Id, new(persons), next(), ct);
            }
        }

        var released = await checker.ApproveReleaseAsync(release.Id, next(), ct);
        return [.. proposed.Select(p => released.Batches.Single(b => b.SchemeId == p.SchemeId))];
    }

    /// <summary>A line with just the money that an offer needs; none when it needs none.</summary>
    private async Task<string?> FundAsync(SampleOffer offer, int year, CancellationToken ct)
    {
        if (!offer.Definition.HasMoney())
        {
            return null;
        }

        var line = await maker.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = year, Name = "样例资金" }, next(), ct);
        var fen = offer.Definition.ValueFen * offer.Quantity;
        return (await maker.AppropriateBudgetAsync(line.Id, new() { Fen = fen, Reference = "样例" }, next(), ct)).Id;
    }
}
