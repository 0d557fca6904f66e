using System.Diagnostics;
using Microsoft.Playwright;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Server.Tests.Samples;
using TrainingVoucher.Testing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>A server with vouchers to claim, the built bank app as a process that reaches it through a relay, and a browser.</summary>
public sealed class BankSite : IAsyncLifetime
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-bankapp-");
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private ServerProcess _app = null!;
    private bool _down;

    public TestingServer Server { get; private set; } = null!;

    /// <summary>500 yuan for welders; nothing is asked.</summary>
    public Batch Welding { get; private set; } = null!;

    /// <summary>Up to 1,200 yuan for electricians of 18 years and more, who pledge something.</summary>
    public Batch Electrics { get; private set; } = null!;

    /// <summary>For people who are registered as unemployed: nobody is.</summary>
    public Batch Unemployed { get; private set; } = null!;

    internal Relay Relay { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{_app.Port}");

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        Server = await TestingServer.StartAsync();
        Relay = new Relay(() => _down ? 0 : Server.Address.Port);
        Welding = await Server.ReleaseAsync(Scheme("焊工补贴券", "Welding voucher") with { ValueMode = ValueMode.FaceValue, ValueFen = 50_000, Content = new() { Projects = ["welder"] } });
        Electrics = await Server.ReleaseAsync(Scheme("电工补贴券", "Electrics voucher") with
        {
            ValueMode = ValueMode.ProjectStandard,
            ValueFen = 120_000,
            Content = new() { Projects = ["electrician"] },
            Eligibility = [new() { Id = "adult", MinAge = 18 }, new() { Id = "not-enrolled", Pledge = true, Text = new("本人目前不在校", "I am not enrolled at a school") }],
        });
        Unemployed = await Server.ReleaseAsync(Scheme("失业人员券", "Voucher for the unemployed") with { Eligibility = [new() { Id = "job", Categories = [PersonCategories.Unemployed] }] });
        await StartAppAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _app.Dispose();
        Relay.Dispose();
        await Server.DisposeAsync();
        _temp.Delete(recursive: true);
        // Everything that was typed into the form of the identity step began like this.
        Assert.DoesNotContain(Server.NewPerson().Card.Number[..10], _app.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("样例0", _app.Said, StringComparison.Ordinal);
        Assert.Contains("/identified", _app.Said, StringComparison.Ordinal);
    }

    public static SchemeDefinition Scheme(string chinese, string english) => new()
    {
        Name = new(chinese, english), ValueMode = ValueMode.Entitlement, Validity = new() { DaysFromClaim = 30 },
    };

    /// <summary>From the next request to a path on nothing gets through to the server; that request does, but its answer is lost.</summary>
    internal Task BreakAt(string path) => Relay.KillAt(path, afterItsAnswer: true, () => _down = true);

    internal void Mend() => _down = false;

    internal Task<Customer> ComeAsync(string path, string language = "zh-CN", bool script = true, int width = 1024) =>
        Customer.ComeAsync(_browser, Address, path, new() { Locale = language, JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 768 } });

    /// <summary>The vouchers of a person, as the server knows them.</summary>
    internal async Task<IReadOnlyList<Voucher>> VouchersOfAsync(TestingPerson person) =>
        (await Server.Channel.ListHolderVouchersAsync(new(await Server.AssertAsync(person, IdentityPurpose.View)))).Items;

    private async Task StartAppAsync()
    {
        var options = new TrainingVoucherOptions();
        Server.Parties.Channel.Configure(options);
        var key = Path.Combine(_temp.FullName, "bankapp.pem");
        await File.WriteAllTextAsync(key, options.Client!.PrivateKeyPem);
        var start = new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("BankApp"), "--urls", "http://127.0.0.1:0"])
        {
            Environment =
            {
                ["Bank__Server"] = $"http://127.0.0.1:{Relay.Port}",
                ["Bank__ClientId"] = options.Client.ClientId,
                ["Bank__KeyId"] = options.Client.KeyId,
                ["Bank__PrivateKeyFile"] = key,
                ["Bank__Activities__skills-day__Batches__0"] = Electrics.Id,
                // Whatever there is to say is said: nobody's name or number may be in it.
                ["Logging__LogLevel__Default"] = "Trace",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            },
        };
        _app = await ServerProcess.StartAsync(start, remembered: int.MaxValue);
    }
}

[CollectionDefinition(Name)]
public sealed class BankSiteCollection : ICollectionFixture<BankSite>
{
    public const string Name = "bank site";
}
