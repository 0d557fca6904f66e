using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>One server with a system of every role, and requests to it that no typed client would send.</summary>
public sealed class EdgeServer : IAsyncLifetime
{
    private readonly Dictionary<Audience, TestParty> _parties = [];
    private TestParty _inSandbox = null!;

    internal TestServer Server { get; private set; } = null!;

    public static TheoryData<string> Every => [.. Operations.All.Select(o => o.Id)];

    public static TheoryData<string> EveryGet => [.. Operations.All.Where(o => o.Method == "GET").Select(o => o.Id)];

    public static TheoryData<string> EveryPost => [.. Operations.All.Where(o => o.Method == "POST").Select(o => o.Id)];

    public static TheoryData<string> EveryChange => [.. Operations.All.Where(o => o.IsChange).Select(o => o.Id)];

    public static TheoryData<string> EveryPartnerCall => [.. Operations.All.Where(o => o.Audience != Audience.Public).Select(o => o.Id)];

    public static Operation Find(string id) => Operations.All.Single(o => o.Id == id);

    public async Task InitializeAsync()
    {
        Server = await TestServer.StartAsync(configure: options => options.PartnerSandbox = true);
        _parties[Audience.Authority] = Server.Authority;
        _parties[Audience.Channel] = await Server.AddChannelAsync();
        _parties[Audience.Institution] = await Server.AddInstitutionAsync();
        var (region, name) = ("330100", new LocalText("某机构", "Some body"));
        _parties[Audience.CoursePlatform] = await Server.AddClientAsync((await Server.Authority.DoAsync(Operations.CreateCoursePlatform, new CreateCoursePlatformRequest { Region = region, Name = name })).Id);
        _parties[Audience.AssessmentBody] = await Server.AddClientAsync((await Server.Authority.DoAsync(Operations.CreateAssessmentBody, new CreateAssessmentBodyRequest { Region = region, Name = name })).Id);
        _parties[Audience.RegionalSystem] = await Server.AddClientAsync(Server.Admin.AuthorityId, ClientKind.RegionalSystem);
        await Server.SandboxOpenedAsync();
        _inSandbox = await Server.JoinSandboxAsync();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    internal TestParty PartyOf(Operation operation) => TestServer.RootOf(operation).Length > 0 ? _inSandbox : _parties.First(p => operation.Audience.HasFlag(p.Key)).Value;

    internal TestParty? StrangerTo(Operation operation) => _parties.FirstOrDefault(p => !operation.Audience.HasFlag(p.Key)).Value;

    /// <summary>A request by a system of the right role; the path of an operation with an id names one that nobody has.</summary>
    public async Task<HttpRequestMessage> RequestAsync(Operation operation, HttpContent? content = null, string query = "", string id = "x")
    {
        var path = TestServer.RootOf(operation) + operation.Path.Replace("{id}", id, StringComparison.Ordinal) + query;
        var message = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(path, UriKind.Relative)) { Content = content };
        if (operation.Audience != Audience.Public)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await PartyOf(operation).TokenAsync());
        }

        if (operation.IsChange)
        {
            message.Headers.Add("Idempotency-Key", RandomNumberGenerator.GetHexString(32));
        }

        return message;
    }

    /// <summary>Sends what must be refused, and holds that the answer is a whole problem and that the journal has not grown.</summary>
    public async Task<Problem> RefusedAsync(HttpRequestMessage message, ErrorCode code)
    {
        var before = await JournalAsync();
        using (message)
        using (var response = await Server.Http.SendAsync(message))
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == (System.Net.HttpStatusCode)code.Status, $"{message.Method} {message.RequestUri} wants {code.Code}: {(int)response.StatusCode} {text}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonSerializer.Deserialize(text, Json.Options.GetTypeInfo<Problem>())!;
            Assert.Equal(code.Code, problem.Code);
            Assert.Equal((code.Status, code.English, code.Chinese), (problem.Status, problem.Title, problem.TitleZh));
            Assert.Equal(before, await JournalAsync());
            return problem;
        }
    }

    public async Task<Problem> RefusedAsync(Operation operation, string json, ErrorCode code) =>
        await RefusedAsync(await RequestAsync(operation, JsonBody(json)), code);

    public static StringContent JsonBody(string json) => new(json, Encoding.UTF8, "application/json");

    private Task<long> JournalAsync() =>
        Server.Store.ReadAsync(session => session.ValueAsync<long>("SELECT count(*) FROM journal"), CancellationToken.None);
}
