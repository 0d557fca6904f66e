using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Journal;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests;

/// <summary>
/// A city at work, through the SDK: an authority with two officers and money, a bank, an institution. Tests define schemes,
/// release batches, and let numbered made-up persons claim and use vouchers.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly List<TrainingVoucherClient> _clients = [];

    private Scenario(TestServer server) => Server = server;

    public TestServer Server { get; }

    /// <summary>The first officer, who proposes and reviews.</summary>
    public AuthorityClient Maker { get; private set; } = null!;

    /// <summary>The second officer, who approves.</summary>
    public AuthorityClient Checker { get; private set; } = null!;

    public ChannelClient Bank { get; private set; } = null!;

    public string BankId { get; private set; } = "";

    /// <summary>The bank's system itself, to look at bytes.</summary>
    public TestParty BankParty { get; private set; } = null!;

    public InstitutionClient School { get; private set; } = null!;

    /// <summary>The institution's system itself.</summary>
    public TestParty SchoolParty { get; private set; } = null!;

    public string SchoolId { get; private set; } = "";

    public PublicClient Public { get; private set; } = null!;

    public BudgetLine Line { get; private set; } = null!;

    public DateOnly Today => DateOnly.FromDateTime(Server.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    public static async Task<Scenario> StartAsync(long budgetFen = 100_000_000, TestServer? server = null, Action<ServerOptions>? configure = null)
    {
        var s = new Scenario(server ?? await TestServer.StartAsync(configure: configure));
        s.Maker = s.Connect(s.Server.Authority).Authority;
        s.Public = s.Connect(s.Server.Authority).Public;
        s.Checker = s.Connect(await s.Server.AddOfficerAsync(s.Server.Admin.AuthorityId, s.Server.Authority)).Authority;
        var bank = await s.Maker.CreateChannelAsync(new() { Region = "330100", Name = new("某银行", "A bank") });
        (s.BankId, s.BankParty) = (bank.Id, await s.Server.AddClientAsync(bank.Id));
        s.Bank = s.Connect(s.BankParty).Channel;
        (s.SchoolId, s.SchoolParty) = await s.AddSchoolPartyAsync();
        s.School = s.Connect(s.SchoolParty).Institution;
        s.Line = await s.AddLineAsync(budgetFen);
        return s;
    }

    public TrainingVoucherClient Connect(TestParty party)
    {
        var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = new Uri(Server.Address),
            Client = new ClientCredentials { ClientId = party.ClientId, KeyId = party.ClientKeyId, PrivateKeyPem = party.ClientKey.Pem },
            Officer = party.OfficerId is null ? null : new OfficerCredentials { OfficerId = party.OfficerId, KeyId = party.OfficerKeyId!, PrivateKeyPem = party.OfficerKey!.Pem },
            TimeProvider = Server.Time,
            MaxRetries = 0,
        });
        _clients.Add(client);
        return client;
    }

    public async Task<(string Id, ChannelClient Client)> AddBankAsync(string region = "330100")
    {
        var bank = await Maker.CreateChannelAsync(new() { Region = region, Name = new("某银行", "A bank") });
        return (bank.Id, Connect(await Server.AddClientAsync(bank.Id)).Channel);
    }

    public async Task<(string Id, InstitutionClient Client)> AddSchoolAsync(string region = "330106", InstitutionType type = InstitutionType.TrainingSchool, int grade = 3)
    {
        var (id, party) = await AddSchoolPartyAsync(region, type, grade);
        return (id, Connect(party).Institution);
    }

    public async Task<(string Id, TestParty Party)> AddSchoolPartyAsync(string region = "330106", InstitutionType type = InstitutionType.TrainingSchool, int grade = 3)
    {
        var school = await Maker.CreateInstitutionAsync(new() { Region = region, Name = new("某培训学校", "A school"), Type = type, CreditGrade = grade });
        return (school.Id, await Server.AddClientAsync(school.Id));
    }

    /// <summary>A course platform that the school lets act for it.</summary>
    public async Task<TestParty> AddPlatformAsync(bool isLet = true)
    {
        var platform = await Maker.CreateCoursePlatformAsync(new() { Region = "330100", Name = new("某平台", "A platform") });
        if (isLet)
        {
            await School.CreateDelegationAsync(new(platform.Id));
        }

        return await Server.AddClientAsync(platform.Id);
    }

    public async Task<BudgetLine> AddLineAsync(long fen)
    {
        var line = await Maker.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = 2026, Name = "2026" });
        return await Maker.AppropriateBudgetAsync(line.Id, new() { Fen = fen, Reference = "财政〔2026〕1号" });
    }

    public Task<BudgetLine> ReadLineAsync() => Maker.GetBudgetLineAsync(Line.Id);

    public static SchemeDefinition FaceValue(long fen = 50_000) => new()
    {
        Name = new("面值券", "Face value"),
        ValueMode = ValueMode.FaceValue,
        ValueFen = fen,
        Validity = new() { DaysFromClaim = 30 },
    };

    public async Task<Scheme> DefineAsync(SchemeDefinition definition, string region = "330100") =>
        await Maker.CreateSchemeAsync(new(region, definition, new() { Title = definition.Name }));

    public ProposedBatch Proposed(Scheme scheme, int quantity, ReleaseMode mode = ReleaseMode.SelfClaimed) => new()
    {
        SchemeId = scheme.Id,
        BudgetLineId = scheme.Definition.ValueFen > 0 ? Line.Id : null,
        Mode = mode,
        Quantity = quantity,
        OpensAt = Server.Time.GetUtcNow().AddMinutes(-1),
        ClosesAt = Server.Time.GetUtcNow().AddDays(60),
        Channels = [new() { ChannelId = BankId }],
    };

    /// <summary>Releases one batch that anybody can claim from.</summary>
    public async Task<Batch> ReleaseAsync(SchemeDefinition definition, int quantity) =>
        await ReleaseAsync(Proposed(await DefineAsync(definition), quantity));

    public async Task<Batch> ReleaseAsync(ProposedBatch batch)
    {
        var release = await Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = [batch] });
        return (await Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
    }

    /// <summary>Releases a targeted batch to the numbered persons.</summary>
    public async Task<Batch> ReleaseToAsync(Scheme scheme, params int[] persons)
    {
        var release = await Maker.ProposeReleaseAsync(new() { Title = "定向", Batches = [Proposed(scheme, persons.Length, ReleaseMode.Targeted)] });
        var batch = release.Batches.Single();
        var report = await Maker.AddPersonsAsync(batch.Id, new([.. persons.Select(MadeUp.Person)]));
        Assert.Equal(persons.Length, report.Accepted);
        return (await Checker.ApproveReleaseAsync(release.Id)).Batches.Single();
    }

    /// <summary>Has a person authenticated at the sandbox provider, for a channel.</summary>
    public async Task<string> AssertAsync(ChannelClient channel, int person, IdentityPurpose purpose, string? batchId = null, string? code = null) =>
        await AuthenticateAsync(await channel.CreateIdentitySessionAsync(new() { Purpose = purpose, BatchId = batchId, Code = code }), person);

    /// <summary>Has a person authenticated at the sandbox provider for whatever a system asks, and with a proxy the proxy as well.</summary>
    public static async Task<string> AssertAsync(TestParty party, int person, CreateIdentitySessionRequest request, int? proxy = null)
    {
        var session = await party.DoAsync(Operations.CreateIdentitySession, request);
        var other = proxy is { } number ? new SandboxProxy { Document = MadeUp.Document(number), Name = MadeUp.Person(number).Name } : null;
        return (await party.DoAsync(Operations.SandboxAuthenticate, Shown(person) with { Proxy = other }, session.Id)).Assertion;
    }

    /// <summary>What a person shows the sandbox provider.</summary>
    public static SandboxAuthenticateRequest Shown(int person) => new() { Document = MadeUp.Document(person), Name = MadeUp.Person(person).Name };

    /// <summary>Has a person authenticated at the sandbox provider, for an institution.</summary>
    public async Task<string> AssertAsync(InstitutionClient institution, int person, string code) =>
        await AuthenticateAsync(await institution.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Redeem, Code = code }), person);

    public async Task<Voucher> ClaimAsync(Batch batch, int person, ChannelClient? through = null, IReadOnlyList<string>? pledges = null)
    {
        var assertion = await AssertAsync(through ?? Bank, person, IdentityPurpose.Claim, batch.Id);
        return await (through ?? Bank).ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion, Pledges = pledges ?? [] });
    }

    /// <summary>A voucher for each of the first so many persons, in their order.</summary>
    public async Task<IReadOnlyList<Voucher>> ClaimManyAsync(Batch batch, int persons)
    {
        var vouchers = new List<Voucher>();
        for (var person = 1; person <= persons; person++)
        {
            vouchers.Add(await ClaimAsync(batch, person));
        }

        return vouchers;
    }

    public RedeemRequest Redeeming(Voucher voucher, int person, string project = "electrician", int level = 5) => new()
    {
        Scan = voucher.Code,
        Document = MadeUp.Document(person),
        Project = project,
        Level = level,
        ClassEndsOn = Today.AddDays(10),
    };

    public Task<Redemption> RedeemAsync(Voucher voucher, int person, InstitutionClient? at = null) =>
        (at ?? School).RedeemAsync(Redeeming(voucher, person));

    /// <summary>Runs every sweep to its end.</summary>
    public Task SweepAsync() => Server.Sweeper.SweepAsync(CancellationToken.None);

    /// <summary>How many journal rows tell of this event.</summary>
    public async Task<int> CountJournalAsync(string @event) => (await ReadJournalAsync()).Count(e => e.Event == @event);

    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync()
    {
        var rows = await Server.Store.ReadAsync(session => session.QueryAsync<byte[]>("SELECT bytes FROM journal ORDER BY id"), CancellationToken.None);
        return [.. rows.Select(bytes => JournalCodec.Decode(bytes))];
    }

    /// <summary>The code of the refusal; fails when nothing is refused.</summary>
    public static async Task<string> RefusedAsync(Func<Task> call) => (await Assert.ThrowsAsync<TrainingVoucherException>(call)).Code;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await Server.DisposeAsync();
    }

    private async Task<string> AuthenticateAsync(IdentitySession session, int person) =>
        (await Public.SandboxAuthenticateAsync(session.Id, Shown(person))).Assertion;
}
