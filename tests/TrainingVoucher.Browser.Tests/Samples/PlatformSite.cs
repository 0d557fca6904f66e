using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Samples;
using TrainingVoucher.Testing;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>
/// A server, the built course platform as a process that reaches it through a relay, and a browser. Learners and webhooks reach the platform through
/// a relay as well, because its port is another one after each start.
/// </summary>
public sealed class PlatformSite : IAsyncLifetime
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-platform-");
    private readonly StringBuilder _said = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private ServerProcess? _app;
    private TestingParty _party = null!;
    private string _endpoint = "";
    private bool _down;

    public TestingServer Server { get; private set; } = null!;

    /// <summary>500 yuan for welders.</summary>
    public Batch Welding { get; private set; } = null!;

    /// <summary>For electricians, and so not for the course.</summary>
    public Batch Electrics { get; private set; } = null!;

    /// <summary>The secret of the endpoint, and the one that was before it.</summary>
    internal WebhookSecret Secret { get; } = WebhookSecret.New();

    internal WebhookSecret FormerSecret { get; } = WebhookSecret.New();

    internal Relay Relay { get; private set; } = null!;

    internal Relay Door { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{Door.Port}");

    /// <summary>Where the browser is while its holder is authenticated.</summary>
    internal Uri Elsewhere => new($"http://127.0.0.1:{Relay.Port}");

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        Server = await TestingServer.StartAsync();
        Relay = new Relay(() => _down ? 0 : Server.Address.Port);
        Door = new Relay(() => _app?.Port ?? 0);
        _party = await Server.AddCoursePlatformAsync();
        Welding = await Server.ReleaseAsync(BankSite.Scheme("焊工补贴券", "Welding voucher") with { ValueMode = ValueMode.FaceValue, ValueFen = 50_000, Content = new() { Projects = ["welder"] } });
        Electrics = await Server.ReleaseAsync(BankSite.Scheme("电工补贴券", "Electrics voucher") with { Content = new() { Projects = ["electrician"] } });
        await _party.Client.CoursePlatform.SetReturnUrlsAsync(new([new Uri(Address, "/identified").AbsoluteUri]));
        var endpoint = await _party.Client.CoursePlatform.Webhooks.CreateEndpointAsync(new() { Url = new Uri(Address, "/webhooks").AbsoluteUri, Secret = Secret.Reveal() });
        _endpoint = endpoint.Id;
        await StartAppAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        Kill();
        Door.Dispose();
        Relay.Dispose();
        await Server.DisposeAsync();
        var written = string.Concat(Directory.GetFiles(_temp.FullName, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        _temp.Delete(recursive: true);
        Assert.Contains("/identified", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"Holder\":", written, StringComparison.Ordinal);
        foreach (var told in new[] { _said.ToString(), written })
        {
            // Every number and name of a learner began like this.
            Assert.DoesNotContain(Server.NewPerson().Card.Number[..10], told, StringComparison.Ordinal);
            Assert.DoesNotContain("样例0", told, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", told, StringComparison.Ordinal);
        }
    }

    /// <summary>From the next redemption on nothing gets through to the server, that request among it.</summary>
    internal Task BreakAtRedemption() => Relay.KillAt("/v1/vouchers/redeem", afterItsAnswer: false, () => _down = true);

    internal void Mend() => _down = false;

    /// <summary>The platform dies at the next redemption.</summary>
    internal Task KillAtRedemption(bool afterItsAnswer) => Relay.KillAt("/v1/vouchers/redeem", afterItsAnswer, Kill);

    internal void Kill()
    {
        if (_app is { } app)
        {
            _app = null;
            app.Kill();
            _said.AppendLine(app.Said);
            app.Dispose();
        }
    }

    internal Task<Customer> ComeAsync(string language = "zh-CN", int width = 1024) =>
        Customer.ComeAsync(_browser, Address, "/", new() { Locale = language, ViewportSize = new() { Width = width, Height = 768 } }, Elsewhere);

    /// <summary>A person with a voucher for the course.</summary>
    internal async Task<(TestingPerson Person, Voucher Voucher)> ClaimAsync()
    {
        var person = Server.NewPerson();
        return (person, await Server.ClaimAsync(person, Welding));
    }

    /// <summary>The redemptions of a voucher that the institution has.</summary>
    internal async Task<IReadOnlyList<Redemption>> RedemptionsAsync(string code) =>
        await Server.Institution.ListAllRedemptionsAsync().Where(r => r.Voucher.Code == code).ToListAsync();

    internal async Task StartAppAsync()
    {
        var options = new TrainingVoucherOptions();
        _party.Configure(options);
        var key = Path.Combine(_temp.FullName, "courseplatform.pem");
        await File.WriteAllTextAsync(key, options.Client!.PrivateKeyPem);
        var start = new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("CoursePlatform"), "--urls", "http://127.0.0.1:0"])
        {
            Environment =
            {
                ["Platform__Server"] = Elsewhere.ToString(),
                ["Platform__ClientId"] = options.Client.ClientId,
                ["Platform__KeyId"] = options.Client.KeyId,
                ["Platform__PrivateKeyFile"] = key,
                ["Platform__PublicAddress"] = Address.ToString(),
                ["Platform__DataDirectory"] = Path.Combine(_temp.FullName, "data"),
                ["Platform__WebhookSecrets__0"] = Secret.Reveal(),
                ["Platform__WebhookSecrets__1"] = FormerSecret.Reveal(),
                ["Platform__Courses__welder-5__Institution"] = Server.Parties.Institution.Id,
                ["Platform__Courses__welder-5__EndsOn"] = Server.Today.AddDays(30).ToString("yyyy-MM-dd"),
                // An institution that does not let the platform.
                ["Platform__Courses__other__Title__Zh"] = "别处的课程",
                ["Platform__Courses__other__Title__En"] = "A course elsewhere",
                ["Platform__Courses__other__Institution"] = (await Server.AddInstitutionAsync()).Id,
                ["Platform__Courses__other__Project"] = "welder",
                ["Platform__Courses__other__EndsOn"] = Server.Today.AddDays(30).ToString("yyyy-MM-dd"),
                ["Logging__LogLevel__Default"] = "Trace",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            },
        };
        _app = await ServerProcess.StartAsync(start, remembered: int.MaxValue);
        // What could not be sent while nobody listened is sent now, not after the pauses of an endpoint that fails.
        await _party.Client.CoursePlatform.Webhooks.ResumeEndpointAsync(_endpoint);
    }
}

[CollectionDefinition(Name)]
public sealed class PlatformSiteCollection : ICollectionFixture<PlatformSite>
{
    public const string Name = "platform site";
}
