using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests;

/// <summary>A real server on loopback over a fresh database, with its first authority (Hangzhou) and a clock that tests move.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(TestDatabase database, WebApplication app, FakeTimeProvider time, CapturedLog log, AdminInitResult admin)
    {
        (Database, _app, Time, Log, Admin) = (database, app, time, log, admin);
        Store = app.Services.GetRequiredService<IStore>();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Audience = Address;
        Http = new HttpClient { BaseAddress = new Uri(Address) };
        Authority = new TestParty(this, admin.ClientId, admin.ClientKeyId, TestKey.Read(admin.ClientKeyFile))
        {
            OfficerId = admin.OfficerId,
            OfficerKeyId = admin.OfficerKeyId,
            OfficerKey = TestKey.Read(admin.OfficerKeyFile),
        };
    }

    public string Address { get; }

    /// <summary>For whom parties sign that they are who they are: the address, unless a test says otherwise.</summary>
    public string Audience { get; set; }

    public HttpClient Http { get; }

    public FakeTimeProvider Time { get; }

    public CapturedLog Log { get; }

    public AdminInitResult Admin { get; }

    public TestParty Authority { get; }

    public IStore Store { get; }

    public TestDatabase Database { get; }

    public IEnumerable<EndpointDataSource> Routes => _app.Services.GetServices<EndpointDataSource>();

    public Sweeper Sweeper => _app.Services.GetRequiredService<Sweeper>();

    /// <summary>Does the work of jobs when a test tells it to.</summary>
    public JobRunner Jobs => _app.Services.GetRequiredService<JobRunner>();

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => Database.Data.FullName;

    public static async Task<TestServer> StartAsync(bool sandbox = true, string? issuer = null, Action<ServerOptions>? configure = null, TestDatabase? database = null)
    {
        database ??= await TestDatabase.CreateAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        var log = new CapturedLog();
        var options = database.Options(time);
        (options.Sandbox, options.Issuer, options.SweepInterval, options.JobInterval, options.SealInterval) = (sandbox, issuer, TimeSpan.FromDays(49), TimeSpan.FromDays(49), TimeSpan.FromDays(49));
        options.WebhookInterval = TimeSpan.FromDays(49);
        // The clock stands, and with it the buckets of calls and pages.
        (options.CallBurst, options.RequestsPerHour, options.PagesPerMinute) = (10_000_000, 1_000_000, 1_000_000);
        configure?.Invoke(options);
        var app = await ServerHost.BuildAsync(options, ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Trace", "--Logging:Console:LogLevel:Default", "None"]);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var first = new AdminInitOptions(database.Data.FullName, "330100", new LocalText("杭州市人力资源和社会保障局", "Hangzhou HRSS"), "Officer One");
        var admin = await AdminInit.RunAsync(app.Services.GetRequiredService<IStore>(), time, first, TextWriter.Null, CancellationToken.None);
        await app.StartAsync();
        return new TestServer(database, app, time, log, admin);
    }

    /// <summary>Another officer's and system's view: a new authority in the region.</summary>
    public async Task<TestParty> AddAuthorityAsync(string region)
    {
        var authority = await Authority.DoAsync(
            Operations.CreateAuthority, new CreateAuthorityRequest { Region = region, Name = new LocalText("另一局", "Another") });
        return await AddOfficerAsync(authority.Id, await AddClientAsync(authority.Id));
    }

    public async Task<TestParty> AddOfficerAsync(string authorityId, TestParty system)
    {
        var key = TestKey.New();
        var officer = await Authority.DoAsync(
            Operations.CreateOfficer, new CreateOfficerRequest { AuthorityId = authorityId, Name = "Officer", PublicKey = key.Jwk });
        return system with { OfficerId = officer.Officer.Id, OfficerKeyId = officer.KeyId, OfficerKey = key };
    }

    public async Task<TestParty> AddChannelAsync(string region = "330100")
    {
        var request = new CreateChannelRequest { Region = region, Name = new LocalText("某银行", "A bank") };
        return await AddClientAsync((await Authority.DoAsync(Operations.CreateChannel, request)).Id);
    }

    public async Task<TestParty> AddInstitutionAsync(string region = "330106")
    {
        var request = new CreateInstitutionRequest { Region = region, Name = new LocalText("某学校", "A school"), Type = InstitutionType.TrainingSchool };
        return await AddClientAsync((await Authority.DoAsync(Operations.CreateInstitution, request)).Id);
    }

    public async Task<TestParty> AddClientAsync(string ownerId, ClientKind? kind = null, IReadOnlyList<Scope>? scopes = null)
    {
        var key = TestKey.New();
        var client = await Authority.DoAsync(
            Operations.CreateClient, new CreateClientRequest { OwnerId = ownerId, Kind = kind, Scopes = scopes, Name = "System", PublicKey = key.Jwk });
        return new TestParty(this, client.Id, client.Keys[0].Id, key);
    }

    /// <summary>Below which path an operation is: those about a sandbox itself are in one, and nowhere else.</summary>
    public static string RootOf(Operation operation) =>
        operation == Operations.JoinSandbox || operation == Operations.GetSandboxClock || operation == Operations.MoveSandboxClock || operation == Operations.ResetSandbox ? "/sandbox" : "";

    /// <summary>Waits until calls are let into the sandbox.</summary>
    public Task SandboxOpenedAsync() => Wait.UntilAsync(async () =>
    {
        using var answer = await Http.GetAsync(new Uri("/sandbox/healthz", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    });

    /// <summary>A channel that has joined the sandbox.</summary>
    public async Task<TestParty> JoinSandboxAsync()
    {
        var key = TestKey.New();
        var anybody = new TestParty(this, "", "", key) { Root = "/sandbox" };
        var partner = await anybody.DoAsync(Operations.JoinSandbox, new JoinSandboxRequest { Kind = ClientKind.Channel, PublicKey = key.Jwk });
        return anybody with { ClientId = partner.ClientId, ClientKeyId = partner.KeyId };
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> AskTokenAsync(IEnumerable<KeyValuePair<string, string>> form, string root = "")
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(new Uri(root + "/oauth2/token", UriKind.Relative), content);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Ends the server as an operator would, and leaves its database.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Log.Dispose();
        await Database.DisposeAsync();
    }
}
