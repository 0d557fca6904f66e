using TrainingVoucher.Conformance.Reports;

namespace TrainingVoucher.Testing.Tests.Conformance;

/// <summary>Each careless driver fails the cases that are about its fault, and no other.</summary>
public sealed class CarelessDriverTests(CarelessDriverTests.Runs runs) : IClassFixture<CarelessDriverTests.Runs>
{
    private static readonly string[] Panel =
    [
        "redeem-answer-lost", "redeem-unavailable", "redeem-asked-twice", "redeem-refused", "redeem-unknown-values", "redeem-killed", "redeem-key-revoked", "redeem-key-overlap",
        "feed-gap", "feed-page-repeated", "webhook-twice", "webhook-forged", "webhook-old",
    ];

    private static readonly Dictionary<string, string> Fails = new(StringComparer.Ordinal)
    {
        ["none"] = "",
        ["new key at each retry"] = "redeem-answer-lost redeem-unavailable redeem-asked-twice redeem-killed",
        ["forgets its keys in a crash"] = "redeem-killed",
        ["knocks on with a revoked key"] = "redeem-key-revoked",
        ["retries a refusal"] = "redeem-refused",
        ["ignores Retry-After"] = "redeem-unavailable",
        ["breaks on unknown values"] = "redeem-unknown-values",
        ["says done whatever comes"] = "redeem-refused redeem-key-revoked",
        ["skips a feed gap"] = "feed-gap",
        ["takes a page twice"] = "feed-page-repeated",
        ["ignores duplicates"] = "webhook-twice",
        ["accepts an old webhook"] = "webhook-old",
        ["verifies nothing"] = "webhook-forged webhook-old",
    };

    public static TheoryData<string> Faults => [.. Fails.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Driver_WithAFault_FailsWhatIsAboutIt(string fault)
    {
        var report = await runs.Of(fault);

        Assert.Null(report.Problem);
        Assert.Equal(Fails[fault].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), report.Cases.Where(c => c.Result == Verdict.Failed).Select(c => c.Id).Order());
        Assert.Equal(fault == "none" ? 0 : 1, report.ExitCode());
        Assert.Equal(Panel.Length, report.Passed + report.Failed);
    }

    /// <summary>All of them at once, as they mostly wait.</summary>
    public sealed class Runs : IAsyncLifetime
    {
        private readonly ConformanceSite site = new();
        private Dictionary<string, Task<Report>> runs = [];

        public async Task InitializeAsync()
        {
            await site.InitializeAsync();
            runs = Fails.Keys.ToDictionary(fault => fault, fault => Task.Run(() => site.RunAsync(Careless.Of(fault), Panel)));
        }

        public async Task DisposeAsync()
        {
            await Task.WhenAll(runs.Values);
            await site.DisposeAsync();
        }

        internal Task<Report> Of(string fault) => runs[fault];
    }
}
