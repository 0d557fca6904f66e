using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Bench;

/// <summary>Founds an installation through the API of a server in this process: an authority, a bank, a school, a scheme, three open batches.</summary>
internal sealed class Founding : IDisposable
{
    private const string Region = "330100";
    private const int Quantity = 10_000_000;
    private const int ValueFen = 50_000;

    private readonly List<TrainingVoucherClient> clients = [];
    private readonly Uri address;
    private readonly Partner system;
    private readonly Partner officer;

    private Founding(Uri address, AdminInitResult admin)
    {
        this.address = address;
        system = new(admin.AuthorityId, admin.ClientId, admin.ClientKeyId, File.ReadAllText(admin.ClientKeyFile));
        officer = new(admin.OfficerId, admin.ClientId, admin.OfficerKeyId, File.ReadAllText(admin.OfficerKeyFile));
        Maker = Connect(officer);
    }

    private AuthorityClient Maker { get; }

    public static async Task RunAsync(Arguments arguments)
    {
        var options = World.Options(arguments);
        var admin = await ServerHost.InitAsync(options, new(options.DataDirectory, Region, new("某局", "An authority"), "Officer One"));
        await using var app = await ServerHost.BuildAsync(options, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        using var founding = new Founding(new Uri(app.Urls.Single()), admin);
        var world = await founding.FoundAsync();
        world.Save(arguments);
        await app.StopAsync();
        await Console.Out.WriteLineAsync(
            $"""
            SCHEME={Ids.Read("sch", world.SchemeId)}
            LOADED={Ids.Read("bat", world.Loaded)}
            HOT={Ids.Read("bat", world.Hot)}
            HOT_ID={world.Hot}
            DIRECT={Ids.Read("bat", world.Direct)}
            BANK={Ids.Read("cha", world.Bank.OwnerId)}
            BANK_CLIENT={Ids.Read("cli", world.Bank.ClientId)}
            SCHOOL={Ids.Read("ins", world.School.OwnerId)}
            SCHOOL_CLIENT={Ids.Read("cli", world.School.ClientId)}
            """);
    }

    public void Dispose() => clients.ForEach(c => c.Dispose());

    private async Task<World> FoundAsync()
    {
        var bank = await Maker.CreateChannelAsync(new() { Region = Region, Name = new("某银行", "A bank") });
        var school = await Maker.CreateInstitutionAsync(new() { Region = "330106", Name = new("某学校", "A school"), Type = InstitutionType.TrainingSchool, CreditGrade = 3 });
        var scheme = await Maker.CreateSchemeAsync(new(Region, Definition, new() { Title = Definition.Name }));
        var line = await Maker.CreateBudgetLineAsync(new() { Source = FundingSource.EmploymentSubsidy, Year = TimeProvider.System.GetUtcNow().Year, Name = "Bench" });
        await Maker.AppropriateBudgetAsync(line.Id, new() { Fen = 4L * Quantity * ValueFen, Reference = "财政1号" });
        var checker = await AdmitAsync();
        var batches = await ReleaseAsync(checker, scheme.Id, line.Id, bank.Id);
        return new(system, officer, checker, await RegisterAsync(bank.Id), await RegisterAsync(school.Id), scheme.Id, batches[0].Id, batches[1].Id, batches[2].Id);
    }

    private static SchemeDefinition Definition => new()
    {
        Name = new("面值券", "Face value"),
        ValueMode = ValueMode.FaceValue,
        ValueFen = ValueFen,
        Validity = new() { DaysFromClaim = 365 },
    };

    private async Task<IReadOnlyList<Batch>> ReleaseAsync(Partner checker, string scheme, string line, string bank)
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = new ProposedBatch
        {
            SchemeId = scheme,
            BudgetLineId = line,
            Mode = ReleaseMode.SelfClaimed,
            Quantity = Quantity,
            OpensAt = now.AddMinutes(-1),
            ClosesAt = now.AddDays(60),
            Channels = [new() { ChannelId = bank }],
        };
        var release = await Maker.ProposeReleaseAsync(new() { Title = "发放", Batches = [batch, batch, batch] });
        return (await Connect(checker).ApproveReleaseAsync(release.Id)).Batches;
    }

    private async Task<Partner> AdmitAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var admitted = await Maker.CreateOfficerAsync(new() { Name = "Officer Two", PublicKey = PublicKeyJwk.From(key) });
        return new(admitted.Officer.Id, system.ClientId, admitted.KeyId, key.ExportPkcs8PrivateKeyPem());
    }

    private async Task<Partner> RegisterAsync(string owner)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var client = await Maker.CreateClientAsync(new() { OwnerId = owner, Name = "System", PublicKey = PublicKeyJwk.From(key) });
        return new(owner, client.Id, client.Keys[0].Id, key.ExportPkcs8PrivateKeyPem());
    }

    private AuthorityClient Connect(Partner officer)
    {
        var client = system.Connect(address, officer);
        clients.Add(client);
        return client.Authority;
    }
}
