using System.Net;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>A system may do what its role, its registration and its token all allow.</summary>
public sealed class ScopeTests : IAsyncLifetime
{
    private static readonly CheckVoucherRequest Check = new("T000000000000000000");
    private static readonly ClaimRequest Claim = new() { BatchId = "bat_0000000000001", Assertion = "x" };

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public void EveryRole_CanHaveAScopeOfEachOfItsOperations() => Assert.All(
        Operations.All.SelectMany(o => Roles.All.Where(r => o.Audience.HasFlag(r.Audience)).Select(r => (Operation: o, Role: r))),
        pair => Assert.True((pair.Operation.Scope & pair.Role.Scopes) != Scope.Unknown, $"{pair.Operation.Id} by {pair.Role.Name}"));

    [Fact]
    public async Task Token_WithoutAWish_HasEveryScopeOfTheSystem()
    {
        var bank = await _server.AddChannelAsync();

        Assert.Equal("read claim manage", await ScopeAsync(bank, null));
        Assert.Equal("read administer", await ScopeAsync(_server.Authority, null));
        Assert.Equal("read redeem apply manage", await ScopeAsync(await _server.AddInstitutionAsync(), null));
    }

    [Fact]
    public async Task Token_ForFewerScopes_IsGoodForThoseAlone()
    {
        var bank = await _server.AddChannelAsync();
        var reading = bank with { Token = await TokenAsync(bank, "read") };
        var claiming = bank with { Token = await TokenAsync(bank, "claim") };

        await reading.DoAsync(Operations.ListClaimable, new PageQuery());
        Assert.Equal("insufficient_scope", await reading.RefusedAsync(Operations.ClaimVoucher, Claim));
        Assert.Equal("insufficient_scope", await reading.RefusedAsync(Operations.ListHolderVouchers, new ListHolderVouchersRequest("x")));
        Assert.Equal("insufficient_scope", await claiming.RefusedAsync(Operations.ListClaimable, new PageQuery()));
        Assert.Equal("channel_not_in_batch", await claiming.RefusedAsync(Operations.ClaimVoucher, Claim));
    }

    [Theory]
    [InlineData("read redeem")]
    [InlineData("administer")]
    [InlineData("nonsense")]
    [InlineData("Read")]
    [InlineData("read  claim")]
    [InlineData("channel")]
    public async Task Token_ForMoreThanTheSystemHas_IsInvalidScope(string scope)
    {
        var (status, body) = await AskAsync(await _server.AddChannelAsync(), scope);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (status, body));
    }

    [Fact]
    public async Task System_RegisteredWithFewerScopes_NeverGetsMore()
    {
        var institution = await _server.AddInstitutionAsync();
        var owner = (await _server.Authority.DoAsync(Operations.ListInstitutions, new PageQuery())).Items.Single().Id;
        var scanner = await _server.AddClientAsync(owner, scopes: [Scope.Redeem]);

        Assert.Equal("redeem", await ScopeAsync(scanner, null));
        Assert.Equal("invalid_scope", (await AskAsync(scanner, "redeem read")).Text);
        Assert.False((await scanner.DoAsync(Operations.CheckVoucher, Check)).Usable);
        Assert.Equal("insufficient_scope", await scanner.RefusedAsync(Operations.ListRedemptions, new PageQuery()));
        Assert.Equal("insufficient_scope", await scanner.RefusedAsync(Operations.SubmitApplication, new SubmitApplicationRequest { Rows = [new() { Code = "x" }] }));
        Assert.Empty((await institution.DoAsync(Operations.ListRedemptions, new PageQuery())).Items);
        var listed = (await _server.Authority.DoAsync(Operations.ListClients, new PageQuery())).Items.Single(c => c.Id == scanner.ClientId);
        Assert.Equal([Scope.Redeem], listed.Scopes);
    }

    [Fact]
    public async Task CreateClient_ScopesOrKindThatDoNotFit_NamesThem()
    {
        var channel = await _server.Authority.DoAsync(Operations.CreateChannel, new CreateChannelRequest { Region = "330100", Name = new("某银行", "A bank") });
        var request = new CreateClientRequest { OwnerId = channel.Id, Name = "System", PublicKey = TestKey.New().Jwk };

        Assert.Equal(["scopes"], await FieldsAsync(request with { Scopes = [Scope.Redeem] }));
        Assert.Equal(["scopes"], await FieldsAsync(request with { Scopes = [Scope.Claim, Scope.Claim] }));
        Assert.Equal(["scopes"], await FieldsAsync(request with { Scopes = [] }));
        Assert.Equal(["kind"], await FieldsAsync(request with { Kind = ClientKind.RegionalSystem }));
        Assert.Equal(["kind"], await FieldsAsync(request with { Kind = ClientKind.Institution }));
        Assert.Equal(["kind", "scopes"], await FieldsAsync(request with { OwnerId = _server.Admin.AuthorityId, Kind = ClientKind.Channel, Scopes = [Scope.Administer] }));
    }

    [Fact]
    public async Task RegionalSystem_WithoutAnOfficer_ReadsItsRegionAndChangesNothing()
    {
        await using var s = await Scenario.StartAsync();
        var system = await s.Server.AddClientAsync(s.Server.Admin.AuthorityId, ClientKind.RegionalSystem);
        var client = s.Connect(system).RegionalSystem;
        var scheme = await s.DefineAsync(Scenario.FaceValue());

        Assert.Equal(scheme.Id, Assert.Single((await client.ListSchemesAsync()).Items).Id);
        Assert.Equal(s.BankId, Assert.Single((await client.ListChannelsAsync()).Items).Id);
        Assert.Equal("forbidden", await system.RefusedAsync(Operations.SuspendScheme, new Reason("No."), scheme.Id));
        Assert.Equal("forbidden", await system.RefusedAsync(Operations.ListVouchers, new VoucherQuery()));
        var withOfficer = s.Server.Authority with { ClientId = system.ClientId, ClientKeyId = system.ClientKeyId, ClientKey = system.ClientKey };
        Assert.Equal("unauthorized_client", (await s.Server.AskTokenAsync(withOfficer.TokenForm())).Body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task CoursePlatformAndAssessmentBody_AreAdmittedListedAndGetTokens()
    {
        await using var s = await Scenario.StartAsync();
        var platform = await s.Maker.CreateCoursePlatformAsync(new() { Region = "330106", Name = new("某平台", "A platform") });
        var body = await s.Maker.CreateAssessmentBodyAsync(new() { Region = "330100", Name = new("某评价机构", "A body") });

        Assert.Equal(platform, Assert.Single((await s.Maker.ListCoursePlatformsAsync()).Items));
        Assert.Equal(body, Assert.Single((await s.Maker.ListAssessmentBodiesAsync()).Items));
        Assert.Equal("read redeem manage", await ScopeAsync(await s.Server.AddClientAsync(platform.Id), null));
        Assert.Equal("forbidden", await (await s.Server.AddClientAsync(body.Id)).RefusedAsync(Operations.ListSchemes, new PageQuery()));
        Assert.Equal("region_not_yours", await Scenario.RefusedAsync(() => s.Maker.CreateCoursePlatformAsync(new() { Region = "330200", Name = new("外", "Out") })));
    }

    [Fact]
    public async Task Sdk_AskingForFewerScopes_IsRefusedBeyondThem()
    {
        var bank = await _server.AddChannelAsync();
        using var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = new Uri(_server.Address),
            Client = new ClientCredentials { ClientId = bank.ClientId, KeyId = bank.ClientKeyId, PrivateKeyPem = bank.ClientKey.Pem, Scopes = Scope.Read },
            TimeProvider = _server.Time,
        });

        Assert.Empty((await client.Channel.ListClaimableAsync()).Items);
        Assert.Equal("insufficient_scope", await Scenario.RefusedAsync(() => client.Channel.ClaimAsync(Claim)));
    }

    private async Task<IEnumerable<string>> FieldsAsync(CreateClientRequest request) =>
        (await _server.Authority.ProblemAsync(Operations.CreateClient, request)).Errors.Select(e => e.Field);

    private static async Task<string> ScopeAsync(TestParty party, string? scope)
    {
        var (status, text) = await AskAsync(party, scope);
        Assert.Equal(HttpStatusCode.OK, status);
        return text;
    }

    private async Task<string> TokenAsync(TestParty party, string scope) =>
        (await _server.AskTokenAsync([.. party.TokenForm(), new("scope", scope)])).Body.GetProperty("access_token").GetString()!;

    /// <summary>The scope that was given, or the error.</summary>
    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(TestParty party, string? scope)
    {
        var form = party.TokenForm();
        var (status, body) = await party.Server.AskTokenAsync(scope is null ? form : [.. form, new("scope", scope)]);
        return (status, (status == HttpStatusCode.OK ? body.GetProperty("scope") : body.GetProperty("error")).GetString()!);
    }
}
