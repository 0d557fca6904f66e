using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Harness.Processes;

/// <summary>An authority with two officers and money, a bank and a school, on server processes and under the real clock.</summary>
internal sealed class LiveCity : IDisposable
{
    public const long Appropriated = 100_000_000_000;

    public const long UnitFen = 50_000;

    private readonly List<TrainingVoucherClient> _clients = [];

    private LiveCity(Fleet fleet) => Fleet = fleet;

    public Fleet Fleet { get; }

    public TrainingVoucherClient Maker { get; private set; } = null!;

    public TrainingVoucherClient Checker { get; private set; } = null!;

    public TrainingVoucherClient Bank { get; private set; } = null!;

    public TrainingVoucherClient School { get; private set; } = null!;

    public string LineId { get; private set; } = "";

    public string SchoolId { get; private set; } = "";

    private string BankId { get; set; } = "";

    /// <summary>The law of the crash city: nothing runs out of time while a test runs.</summary>
    public static SchemeDefinition Definition { get; } = Scenario.FaceValue(UnitFen) with { LimitPerPerson = 100 };

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8));

    public static async Task<LiveCity> StartAsync(TestDatabase database, int servers = 1, ServerOptions? options = null, int connections = int.MaxValue)
    {
        var first = new AdminInitOptions(database.Data.FullName, "330100", new LocalText("杭州市人力资源和社会保障局", "Hangzhou HRSS"), "Officer One");
        var admin = await ServerHost.InitAsync(database.Options(), first);
        var city = new LiveCity(await Fleet.StartAsync(options ?? database.Options(), servers, connections));
        try
        {
            await city.FoundAsync(admin);
            return city;
        }
        catch (Exception)
        {
            city.Dispose();
            throw;
        }
    }

    /// <summary>Releases a batch of a new scheme.</summary>
    public async Task<string> ReleaseAsync(int quantity)
    {
        var scheme = await Maker.Authority.CreateSchemeAsync(new("330100", Definition, new() { Title = Definition.Name }));
        var now = TimeProvider.System.GetUtcNow();
        var proposed = new ProposedBatch
        {
            SchemeId = scheme.Id,
            BudgetLineId = LineId,
            Mode = ReleaseMode.SelfClaimed,
            Quantity = quantity,
            OpensAt = now.AddMinutes(-1),
            ClosesAt = now.AddDays(60),
            Channels = [new() { ChannelId = BankId }],
        };
        var release = await Maker.Authority.ProposeReleaseAsync(new() { Title = "发放", Batches = [proposed] });
        return (await Checker.Authority.ApproveReleaseAsync(release.Id)).Batches.Single().Id;
    }

    /// <summary>Has a person authenticated for a claim from a batch.</summary>
    public async Task<string> AssertAsync(string batch, int person)
    {
        var session = await Bank.Channel.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.Claim, BatchId = batch });
        return (await Bank.Public.SandboxAuthenticateAsync(session.Id, new() { Document = MadeUp.Document(person), Name = MadeUp.Person(person).Name })).Assertion;
    }

    /// <summary>Registers another system of a partner.</summary>
    public async Task<(string Id, string KeyId, TestKey Key)> RegisterAsync(string owner)
    {
        var key = TestKey.New();
        var client = await Maker.Authority.CreateClientAsync(new() { OwnerId = owner, Name = "System", PublicKey = key.Jwk });
        return (client.Id, client.Keys[0].Id, key);
    }

    public void Dispose()
    {
        _clients.ForEach(c => c.Dispose());
        Fleet.Dispose();
    }

    private async Task FoundAsync(AdminInitResult admin)
    {
        var (system, officer) = (TestKey.Read(admin.ClientKeyFile), TestKey.Read(admin.OfficerKeyFile));
        Maker = Connect(admin.ClientId, admin.ClientKeyId, system, (admin.OfficerId, admin.OfficerKeyId, officer));
        var authority = Maker.Authority;

        var key = TestKey.New();
        var second = await authority.CreateOfficerAsync(new() { AuthorityId = admin.AuthorityId, Name = "Officer Two", PublicKey = key.Jwk });
        Checker = Connect(admin.ClientId, admin.ClientKeyId, system, (second.Officer.Id, second.KeyId, key));
        var bank = await authority.CreateChannelAsync(new() { Region = "330100", Name = new("某银行", "A bank") });
        BankId = bank.Id;
        Bank = await AddClientAsync(bank.Id);
        var school = await authority.CreateInstitutionAsync(new() { Region = "330106", Name = new("某学校", "A school"), Type = InstitutionType.TrainingSchool });
        (SchoolId, School) = (school.Id, await AddClientAsync(school.Id));
        var line = await authority.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = 2026, Name = "2026" });
        LineId = (await authority.AppropriateBudgetAsync(line.Id, new() { Fen = Appropriated, Reference = "1" })).Id;
    }

    private async Task<TrainingVoucherClient> AddClientAsync(string owner)
    {
        var (id, keyId, key) = await RegisterAsync(owner);
        return Connect(id, keyId, key, null);
    }

    private TrainingVoucherClient Connect(string id, string keyId, TestKey key, (string Id, string KeyId, TestKey Key)? officer)
    {
        var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = Fleet.Address,
            HttpMessageHandler = Fleet.Handler,
            Client = new ClientCredentials { ClientId = id, KeyId = keyId, PrivateKeyPem = key.Pem },
            Officer = officer is not { } o ? null : new OfficerCredentials { OfficerId = o.Id, KeyId = o.KeyId, PrivateKeyPem = o.Key.Pem },
            MaxRetries = 0,
            AttemptTimeout = TimeSpan.FromMinutes(2),
        });
        _clients.Add(client);
        return client;
    }
}
