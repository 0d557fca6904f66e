using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Samples;
using TrainingVoucher.Testing;
using TrainingVoucher.Tokens;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>
/// The course platform. Learners and webhooks reach it through a relay as well, because its port is another one after each start.
/// </summary>
public sealed class PlatformSite : SampleSite
{
    private readonly StringBuilder _said = new();
    private ServerProcess? _app;
    private TestingParty _party = null!;
    private string _endpoint = "";

    /// <summary>500 yuan for welders.</summary>
    public Batch Welding { get; private set; } = null!;

    /// <summary>For electricians, and so not for the course.</summary>
    public Batch Electrics { get; private set; } = null!;

    /// <summary>The secret of the endpoint, and the one that was before it.</summary>
    internal WebhookSecret Secret { get; } = WebhookSecret.New();

    internal WebhookSecret FormerSecret { get; } = WebhookSecret.New();

    internal Relay Door { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{Door.Port}");

    /// <summary>Where the browser is while its holder is authenticated.</summary>
    internal Uri Elsewhere => new($"http://127.0.0.1:{Relay.Port}");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Door = new Relay(() => _app?.Port ?? 0);
        _party = await Server.AddCoursePlatformAsync();
        Welding = await Server.ReleaseAsync(Scheme("焊工补贴券", "Welding voucher") with { ValueMode = ValueMode.FaceValue, ValueFen = 50_000, Content = new() { Projects = ["welder"] } });
        Electrics = await Server.ReleaseAsync(Scheme("电工补贴券", "Electrics voucher") with { Content = new() { Projects = ["electrician"] } });
        await _party.Client.CoursePlatform.SetReturnUrlsAsync(new([new Uri(Address, "/identified").AbsoluteUri]));
        var endpoint = await _party.Client.CoursePlatform.Webhooks.CreateEndpointAsync(new() { Url = new Uri(Address, "/webhooks").AbsoluteUri, Secret = Secret.Reveal() });
        _endpoint = endpoint.Id;
        await StartAppAsync();
    }

    public override async Task DisposeAsync()
    {
        Kill();
        Door.Dispose();
        var written = string.Concat(Directory.GetFiles(Temp.FullName, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        await base.DisposeAsync();
        Assert.Contains("/identified", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"Holder\":", written, StringComparison.Ordinal);
        foreach (var told in new[] { _said.ToString(), written })
        {
            MustNameNobody(told);
            Assert.DoesNotContain("whsec_", told, StringComparison.Ordinal);
        }
    }

    /// <summary>From the next redemption on nothing gets through to the server, that request among it.</summary>
    internal Task BreakAtRedemption() => BreakAt("/v1/vouchers/redeem", afterItsAnswer: false);

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
        Customer.ComeAsync(Browser, Address, "/", new() { Locale = language, ViewportSize = new() { Width = width, Height = 768 } }, Elsewhere);

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
        var (soon, stranger) = ($"{Server.Today.AddDays(30):yyyy-MM-dd}", await Server.AddInstitutionAsync());
        _app = await StartAsync(
            "CoursePlatform", "Platform", _party, ("PublicAddress", Address.ToString()), ("DataDirectory", Path.Combine(Temp.FullName, "data")),
            ("WebhookSecrets__0", Secret.Reveal()), ("WebhookSecrets__1", FormerSecret.Reveal()),
            ("Courses__welder-5__Institution", Server.Parties.Institution.Id), ("Courses__welder-5__EndsOn", soon),
            // An institution that does not let the platform.
            ("Courses__other__Title__Zh", "别处的课程"), ("Courses__other__Title__En", "A course elsewhere"),
            ("Courses__other__Institution", stranger.Id), ("Courses__other__Project", "welder"), ("Courses__other__EndsOn", soon));
        // What could not be sent while nobody listened is sent now, not after the pauses of an endpoint that fails.
        await _party.Client.CoursePlatform.Webhooks.ResumeEndpointAsync(_endpoint);
    }
}

[CollectionDefinition(Name)]
public sealed class PlatformSiteCollection : ICollectionFixture<PlatformSite>
{
    public const string Name = "platform site";
}
