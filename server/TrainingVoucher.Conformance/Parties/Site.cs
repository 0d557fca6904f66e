using TrainingVoucher.Conformance.Driving;
using TrainingVoucher.Contracts;
using TrainingVoucher.Testing;

namespace TrainingVoucher.Conformance.Parties;

/// <summary>
/// A real server of its own, with everybody that the cases need. Its clock begins behind that of this machine, by which the program under test
/// lives, and is moved on.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>By how much the clock of the server is behind in the beginning: too much for an assertion, too little for a holder's to run out.</summary>
    public static readonly TimeSpan Behind = TimeSpan.FromMinutes(3);

    private readonly TestingServer server;
    private readonly DirectoryInfo folder;
    private readonly string platformId;
    private readonly Batch batch;
    private readonly List<Partner> partners = [];
    private readonly Dictionary<string, Task<Happenings>> happenings = new(StringComparer.Ordinal);
    private int tasks;

    private Site(TestingServer server, DirectoryInfo folder, string platformId, Batch batch) =>
        (this.server, this.folder, this.platformId, this.batch) = (server, folder, platformId, batch);

    public Uri Address => server.Address;

    public TimeProvider Time => server.Time;

    public TestingServer Server => server;

    public static async Task<Site> StartAsync(CancellationToken ct)
    {
        var started = await TestingServer.StartAsync(new() { StartsAt = TimeProvider.System.GetUtcNow() - Behind }, ct);
        var platform = await started.Maker.CreateCoursePlatformAsync(new() { Region = "330100", Name = new("样例课程平台", "Example Courses") }, ct: ct);
        await started.Institution.CreateDelegationAsync(new(platform.Id), ct: ct);
        return new Site(started, Directory.CreateTempSubdirectory("training-voucher-conformance-"), platform.Id, await started.ReleaseAsync(quantity: 10_000, ct: ct));
    }

    /// <summary>Has the clock of the server differ from the one here by so much, if it is not further on already.</summary>
    public void MoveTo(TimeSpan difference)
    {
        if (difference + Behind > server.Time.Ahead)
        {
            server.Time.Advance(difference + Behind - server.Time.Ahead);
        }
    }

    /// <summary>Names a command as no other is named.</summary>
    public string NewTask(string what) => $"{what}-{Interlocked.Increment(ref tasks)}-{Path.GetFileName(folder.Name)[^6..]}";

    /// <summary>Registers a system of whoever does such errands, with a folder of its own.</summary>
    public Task<Partner> NewPartnerAsync(string errand, CancellationToken ct) => RegisterAsync(
        errand switch
        {
            Errands.Claim or Errands.Return => server.Parties.Channel.Id,
            Errands.Deduct => platformId,
            _ => server.Parties.Institution.Id,
        },
        ct);

    public async Task<Partner> RegisterAsync(string ownerId, CancellationToken ct)
    {
        var partner = await Partner.RegisterAsync(server.Maker, ownerId, folder.CreateSubdirectory(NewTask("case")).FullName, Address, Time, ct);
        lock (partners)
        {
            partners.Add(partner);
        }

        return partner;
    }

    /// <summary>Prepares an errand for somebody new.</summary>
    public async Task<Errand> NewErrandAsync(string errand, Partner partner, CancellationToken ct)
    {
        var person = server.NewPerson();
        var task = new DriverTask { Task = NewTask(errand), Do = errand };
        var voucher = errand == Errands.Claim ? null : await server.ClaimAsync(person, batch, ct);
        var (filled, then) = errand switch
        {
            Errands.Claim => (task with { Batch = batch.Id, Assertion = await AssertAsync(partner, person, new() { Purpose = IdentityPurpose.Claim, BatchId = batch.Id }, ct) }, VoucherState.Claimed),
            Errands.Return => (task with { Code = voucher!.Code, Assertion = await AssertAsync(partner, person, new() { Purpose = IdentityPurpose.Return, Code = voucher.Code }, ct) }, VoucherState.Returned),
            Errands.Check => (task with { Scan = voucher!.Token }, VoucherState.Claimed),
            Errands.Redeem => (ForClass(task with { Scan = voucher!.Token, Document = person.Card }), VoucherState.Redeemed),
            Errands.Reverse => (task with { Code = voucher!.Code, Reason = "选错了课程" }, VoucherState.Claimed),
            _ => (ForClass(task with { Scan = voucher!.Code, Institution = server.Parties.Institution.Id, Assertion = await AssertAsync(partner, person, Deducting(voucher), ct) }), VoucherState.Redeemed),
        };
        var prepared = new Errand(filled, Errands.PathOf(errand), person, then);
        if (errand == Errands.Reverse)
        {
            await RedeemAsync(voucher!.Code, person, ct);
        }

        return prepared;
    }

    /// <summary>Redeems somebody's voucher at the counter.</summary>
    public Task<Redemption> RedeemAsync(string scan, TestingPerson person, CancellationToken ct) => server.Institution.RedeemAsync(
        new() { Scan = scan, Document = person.Card, Project = "welder", Level = 5, ClassEndsOn = server.Today.AddDays(10) }, ct: ct);

    /// <summary>Redeems at the counter what an errand is about.</summary>
    public async Task RedeemAsync(Errand errand, CancellationToken ct)
    {
        var voucher = (await VouchersOfAsync(errand.Person, ct))[0];
        await RedeemAsync(voucher.Code, errand.Person, ct);
    }

    /// <summary>Every voucher of a person, as it stands.</summary>
    public async Task<IReadOnlyList<Voucher>> VouchersOfAsync(TestingPerson person, CancellationToken ct)
    {
        var assertion = await server.AssertAsync(person, IdentityPurpose.View, ct: ct);
        return (await server.Channel.ListHolderVouchersAsync(new(assertion), ct: ct)).Items;
    }

    public Task<Voucher> ClaimAsync(TestingPerson person, CancellationToken ct) => server.ClaimAsync(person, batch, ct);

    /// <summary>What happened to a channel or an institution, made once.</summary>
    public Task<Happenings> HappenedAsync(bool toChannel, CancellationToken ct)
    {
        lock (happenings)
        {
            var whom = toChannel ? "channel" : "institution";
            if (!happenings.TryGetValue(whom, out var known))
            {
                happenings.Add(whom, known = toChannel ? Happenings.ToChannelAsync(server, ct) : Happenings.ToInstitutionAsync(this, ct));
            }

            return known;
        }
    }

    public async ValueTask DisposeAsync()
    {
        partners.ForEach(partner => partner.Dispose());
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private DriverTask ForClass(DriverTask task) => task with { Project = "welder", Level = 5, ClassEndsOn = server.Today.AddDays(10) };

    private CreateIdentitySessionRequest Deducting(Voucher voucher) => new() { Purpose = IdentityPurpose.Redeem, Code = voucher.Code, InstitutionId = server.Parties.Institution.Id };

    /// <summary>An assertion is good for the system that opened the session.</summary>
    private async Task<string> AssertAsync(Partner partner, TestingPerson person, CreateIdentitySessionRequest request, CancellationToken ct)
    {
        var opening = request.InstitutionId is null ? partner.Client.Channel.CreateIdentitySessionAsync(request, ct: ct) : partner.Client.CoursePlatform.CreateIdentitySessionAsync(request, ct: ct);
        return await server.AuthenticateAsync((await opening).Id, person, ct);
    }
}
