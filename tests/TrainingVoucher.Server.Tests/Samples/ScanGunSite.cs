using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Databases;
using TrainingVoucher.Server.Tests.Harness.Processes;

namespace TrainingVoucher.Server.Tests.Samples;

/// <summary>A school with a counter: a server process, vouchers of numbered persons, and settings for scan guns. The scan guns reach the server through a relay.</summary>
public sealed class ScanGunSite : IAsyncLifetime
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("tv-scangun-");
    private TestDatabase _database = null!;
    private string _batch = "";
    private int _persons;

    internal LiveCity City { get; private set; } = null!;

    internal Relay Relay { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        City = await LiveCity.StartAsync(_database);
        _batch = await City.ReleaseAsync(100);
        Relay = new Relay(() => City.Fleet.PortOf(0));
    }

    public async Task DisposeAsync()
    {
        Relay.Dispose();
        City.Dispose();
        await _database.DisposeAsync();
        _temp.Delete(recursive: true);
    }

    /// <summary>A voucher of a person who has none yet; persons are numbered from 1.</summary>
    internal async Task<(Voucher Voucher, int Person)> ClaimAsync()
    {
        var person = Interlocked.Increment(ref _persons);
        return (await City.Bank.Channel.ClaimAsync(new() { BatchId = _batch, Assertion = await City.AssertAsync(_batch, person) }), person);
    }

    /// <summary>The settings file of a new counter with a system of its own.</summary>
    internal async Task<string> SettingsAsync(string language = "zh", string prefix = "", string suffix = "")
    {
        var (id, keyId, key) = await City.RegisterAsync(City.SchoolId);
        var directory = _temp.CreateSubdirectory(id);
        await WriteKeyAsync(directory, key);
        var file = Path.Combine(directory.FullName, "scangun.json");
        object[] courses =
        [
            new { name = "焊工五级", project = "welder", level = 5, endsOn = LiveCity.Today.AddDays(10) },
            new { name = "电工（四级）", project = "electrician", level = 4, endsOn = LiveCity.Today.AddDays(20) },
        ];
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { server = $"http://127.0.0.1:{Relay.Port}", clientId = id, keyId, privateKeyFile = "key.pem", device = "counter-1", language, prefix, suffix, courses }));
        return file;
    }

    internal static async Task WriteKeyAsync(DirectoryInfo directory, TestKey key)
    {
        var pem = Path.Combine(directory.FullName, "key.pem");
        await File.WriteAllTextAsync(pem, key.Pem);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(pem, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    internal async Task<VoucherState> StateAsync(string code) => (await City.School.Institution.CheckAsync(new(code))).Voucher!.State;

    /// <summary>The redemptions of a voucher that the server tells of.</summary>
    internal async Task<IReadOnlyList<Redemption>> RedemptionsAsync(string code) =>
        await City.School.Institution.ListAllRedemptionsAsync().Where(r => r.Voucher.Code == code).ToListAsync();
}

[CollectionDefinition(Name)]
public sealed class ScanGunSiteCollection : ICollectionFixture<ScanGunSite>
{
    public const string Name = "scan gun site";
}
