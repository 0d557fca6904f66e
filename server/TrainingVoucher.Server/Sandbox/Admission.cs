using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Sandbox;

/// <summary>
/// What the authority of a sandbox does for whoever joins: admits a partner, registers its system and releases batches for it alone. The
/// calls have keys that are made of the joiner's, so that joining again under the same key makes the same calls and not others.
/// </summary>
internal sealed class Admission
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(2 * 365);

    private readonly SandboxTown town;
    private readonly SampleTown sample;
    private readonly Func<RequestOptions?> next;

    /// <param name="town">The sandbox.</param>
    /// <param name="key">The joiner's key; none when nobody joins.</param>
    public Admission(SandboxTown town, string? key)
    {
        var calls = 0;
        this.town = town;
        next = () => key is null ? null : new RequestOptions { IdempotencyKey = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}-{++calls}" };
        sample = new SampleTown(town.Maker, town.Checker, SandboxOffers.Region, next);
    }

    public async Task<SandboxPartner> AdmitAsync(JoinSandboxRequest request, string trustedRoots, CancellationToken ct)
    {
        var owner = await AddOwnerAsync(request.Kind, ct);
        var client = await sample.RegisterAsync(owner, request.PublicKey, request.Kind, ct);
        var officer = request.OfficerKey is null ? null : await town.Maker.CreateOfficerAsync(new() { AuthorityId = owner, Name = "样例", PublicKey = request.OfficerKey }, next(), ct);
        if (request.Kind == ClientKind.CoursePlatform)
        {
            await town.School.CreateDelegationAsync(new(owner), next(), ct);
        }

        var (batches, vouchers) = request.Kind is ClientKind.Authority or ClientKind.RegionalSystem
            ? ([], [])
            : await StockAsync(request.Kind == ClientKind.Channel ? [owner, town.BankId] : [town.BankId], ct);
        return new()
        {
            ClientId = client.Id,
            KeyId = client.Keys[0].Id,
            OwnerId = owner,
            OfficerId = officer?.Officer.Id,
            OfficerKeyId = officer?.KeyId,
            OfficerIds = request.Kind == ClientKind.RegionalSystem ? town.Officers : null,
            Region = request.Kind == ClientKind.Authority ? SandboxOffers.District : SandboxOffers.Region,
            TrustedRoots = trustedRoots,
            Batches = batches,
            Vouchers = vouchers,
            InstitutionIds = town.Schools,
        };
    }

    /// <summary>Releases what there is in a sandbox through these channels, and lets three test persons claim at the bank; one uses the voucher.</summary>
    public async Task<(IReadOnlyList<Batch> Batches, IReadOnlyList<SandboxVoucher> Vouchers)> StockAsync(IReadOnlyList<string> channels, CancellationToken ct)
    {
        var batches = await sample.ReleaseAsync(SandboxOffers.All, channels, town.SeededAt, town.SeededAt + OpenFor, ct);
        var vouchers = new List<SandboxVoucher>();
        foreach (var person in new[] { SandboxPersons.Holder, SandboxPersons.SecondHolder })
        {
            vouchers.Add(new(person.Name, await ClaimAsync(batches[0], person, ct)));
        }

        vouchers.Add(new(SandboxPersons.Served.Name, await UseAsync(await ClaimAsync(batches[0], SandboxPersons.Served, ct), SandboxPersons.Served, ct)));
        return (batches, vouchers);
    }

    private async Task<string> AddOwnerAsync(ClientKind kind, CancellationToken ct) => kind switch
    {
        ClientKind.Channel => await sample.AddChannelAsync(ct),
        ClientKind.Institution => await sample.AddInstitutionAsync(ct),
        ClientKind.CoursePlatform => await sample.AddCoursePlatformAsync(ct),
        ClientKind.AssessmentBody => await sample.AddAssessmentBodyAsync(ct),
        ClientKind.Authority => (await town.Maker.CreateAuthorityAsync(new() { Region = SandboxOffers.District, Name = new("样例区人社局", "Example district HRSS") }, next(), ct)).Id,
        _ => town.AuthorityId,
    };

    private async Task<Voucher> ClaimAsync(Batch batch, SandboxPerson person, CancellationToken ct)
    {
        var session = await town.Bank.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id }, next(), ct);
        var proof = await town.Bank.Public.SandboxAuthenticateAsync(session.Id, new() { Document = person.Document, Name = person.Name }, next(), ct);
        return await town.Bank.Channel.ClaimAsync(new() { BatchId = batch.Id, Assertion = proof.Assertion }, next(), ct);
    }

    /// <summary>The voucher as its holder has it after it was redeemed at the school.</summary>
    private async Task<Voucher> UseAsync(Voucher voucher, SandboxPerson person, CancellationToken ct)
    {
        var redemption = await town.School.RedeemAsync(
            new() { Scan = voucher.Code, Document = person.Document, Project = "welder", Level = 5, ClassEndsOn = Calendar.DayOf(town.SeededAt + OpenFor) }, next(), ct);
        return redemption.Voucher with { Token = voucher.Token };
    }
}
