using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Harness.Processes;
using TrainingVoucher.Testing;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>The bank app, and vouchers to claim.</summary>
public sealed class BankSite : SampleSite
{
    private ServerProcess _app = null!;

    /// <summary>500 yuan for welders; nothing is asked.</summary>
    public Batch Welding { get; private set; } = null!;

    /// <summary>Up to 1,200 yuan for electricians of 18 years and more, who pledge something.</summary>
    public Batch Electrics { get; private set; } = null!;

    /// <summary>For people who are registered as unemployed: nobody is.</summary>
    public Batch Unemployed { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{_app.Port}");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Welding = await Server.ReleaseAsync(Scheme("焊工补贴券", "Welding voucher") with { ValueMode = ValueMode.FaceValue, ValueFen = 50_000, Content = new() { Projects = ["welder"] } });
        Electrics = await Server.ReleaseAsync(Scheme("电工补贴券", "Electrics voucher") with
        {
            ValueMode = ValueMode.ProjectStandard,
            ValueFen = 120_000,
            Content = new() { Projects = ["electrician"] },
            Eligibility = [new() { Id = "adult", MinAge = 18 }, new() { Id = "not-enrolled", Pledge = true, Text = new("本人目前不在校", "I am not enrolled at a school") }],
        });
        Unemployed = await Server.ReleaseAsync(Scheme("失业人员券", "Voucher for the unemployed") with { Eligibility = [new() { Id = "job", Categories = [PersonCategories.Unemployed] }] });
        _app = await StartAsync("BankApp", "Bank", Server.Parties.Channel, ("Activities__skills-day__Batches__0", Electrics.Id));
    }

    public override async Task DisposeAsync()
    {
        _app.Dispose();
        await base.DisposeAsync();
        MustNameNobody(_app.Said);
        Assert.Contains("/identified", _app.Said, StringComparison.Ordinal);
    }

    /// <summary>From the next request to a path on nothing gets through to the server; that request does, but its answer is lost.</summary>
    internal Task BreakAt(string path) => BreakAt(path, afterItsAnswer: true);

    internal Task<Customer> ComeAsync(string path, string language = "zh-CN", bool script = true, int width = 1024) =>
        Customer.ComeAsync(Browser, Address, path, new() { Locale = language, JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 768 } });

    /// <summary>The vouchers of a person, as the server knows them.</summary>
    internal async Task<IReadOnlyList<Voucher>> VouchersOfAsync(TestingPerson person) =>
        (await Server.Channel.ListHolderVouchersAsync(new(await Server.AssertAsync(person, IdentityPurpose.View)))).Items;
}

[CollectionDefinition(Name)]
public sealed class BankSiteCollection : ICollectionFixture<BankSite>
{
    public const string Name = "bank site";
}
