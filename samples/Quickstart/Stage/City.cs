using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace Quickstart.Stage;

/// <summary>Everybody in the story. Each system and each officer has a key of its own; the authority knows the public half.</summary>
internal sealed class City : IDisposable
{
    public const string Region = "330100";

    private readonly List<IDisposable> _open = [];

    private City(LocalServer server, StoryClock clock) => (Server, Clock) = (server, clock);

    public LocalServer Server { get; }

    public StoryClock Clock { get; }

    /// <summary>The first officer, who proposes and reviews.</summary>
    public AuthorityClient Wang { get; private set; } = null!;

    /// <summary>The second officer, who approves what the first one entered.</summary>
    public AuthorityClient Li { get; private set; } = null!;

    public string BankId { get; private set; } = "";

    public TrainingVoucherClient Bank { get; private set; } = null!;

    /// <summary>A training school of credit grade 4.</summary>
    public TrainingVoucherClient School { get; private set; } = null!;

    /// <summary>The line between the school's counter and the world.</summary>
    public Network SchoolNetwork { get; } = new();

    /// <summary>A training school of credit grade 2.</summary>
    public TrainingVoucherClient OtherSchool { get; private set; } = null!;

    public static async Task<City> SettleAsync(LocalServer server, StoryClock clock)
    {
        var city = new City(server, clock);
        var system = SystemOf(server.Admin);
        city.Wang = city.Connect(system, FirstOfficerOf(server.Admin)).Authority;
        city.Li = city.Connect(system, await city.AdmitOfficerAsync("李样例")).Authority;

        var bank = await city.Wang.CreateChannelAsync(new() { Region = Region, Name = new("样例银行", "Example Bank") });
        city.BankId = bank.Id;
        city.Bank = city.Connect(await city.RegisterAsync(bank.Id, "Example Bank app"));

        city.School = city.Connect(await city.AddSchoolAsync("330106", new("西湖样例培训学校", "West Lake Example School"), grade: 4), network: city.SchoolNetwork);
        city.OtherSchool = city.Connect(await city.AddSchoolAsync("330110", new("余杭样例培训学校", "Yuhang Example School"), grade: 2));
        return city;
    }

    public void Dispose()
    {
        _open.ForEach(o => o.Dispose());
        SchoolNetwork.Dispose();
    }

    /// <summary>The keys that <c>admin init</c> wrote, read as any partner reads its own.</summary>
    private static ClientCredentials SystemOf(AdminInitResult admin) =>
        new() { ClientId = admin.ClientId, KeyId = admin.ClientKeyId, PrivateKeyPem = File.ReadAllText(admin.ClientKeyFile) };

    private static OfficerCredentials FirstOfficerOf(AdminInitResult admin) =>
        new() { OfficerId = admin.OfficerId, KeyId = admin.OfficerKeyId, PrivateKeyPem = File.ReadAllText(admin.OfficerKeyFile) };

    private async Task<OfficerCredentials> AdmitOfficerAsync(string name)
    {
        var key = NewKey();
        var admitted = await Wang.CreateOfficerAsync(new() { Name = name, PublicKey = PublicKeyJwk.From(key) });
        return new OfficerCredentials { OfficerId = admitted.Officer.Id, KeyId = admitted.KeyId, PrivateKey = key };
    }

    private async Task<ClientCredentials> AddSchoolAsync(string region, LocalText name, int grade)
    {
        var school = await Wang.CreateInstitutionAsync(new() { Region = region, Name = name, Type = InstitutionType.TrainingSchool, CreditGrade = grade });
        return await RegisterAsync(school.Id, name.En);
    }

    /// <summary>Registers a partner's system: the partner makes the key pair and hands in the public half.</summary>
    private async Task<ClientCredentials> RegisterAsync(string ownerId, string name)
    {
        var key = NewKey();
        var client = await Wang.CreateClientAsync(new() { OwnerId = ownerId, Name = name, PublicKey = PublicKeyJwk.From(key) });
        return new ClientCredentials { ClientId = client.Id, KeyId = client.Keys[0].Id, PrivateKey = key };
    }

    private TrainingVoucherClient Connect(ClientCredentials system, OfficerCredentials? officer = null, HttpMessageHandler? network = null)
    {
        var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = Server.Address,
            Client = system,
            Officer = officer,
            HttpMessageHandler = network,
            TimeProvider = Clock,
            MaxRetries = 1,
            RetryDelay = TimeSpan.FromMilliseconds(100),
        });
        _open.Add(client);
        return client;
    }

    private ECDsa NewKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _open.Add(key);
        return key;
    }
}
