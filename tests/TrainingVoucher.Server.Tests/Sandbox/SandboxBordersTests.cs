using System.Net;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Sandbox;

/// <summary>Nothing of a sandbox counts on its real server, nothing of that in the sandbox, and the real data stays as it is.</summary>
public sealed class SandboxBordersTests : IAsyncLifetime
{
    private SandboxScene _scene = null!;
    private Scenario _real = null!;

    public async Task InitializeAsync()
    {
        _scene = await SandboxScene.StartAsync();
        _real = await Scenario.StartAsync(server: _scene.Server);
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task AccessToken_OfOne_IsRefusedByTheOther()
    {
        var bank = await _scene.JoinAsync(ClientKind.Channel);
        var (inside, outside) = (await bank.Client.Public.GetAccessTokenAsync(), await _real.BankParty.TokenAsync());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync("/sandbox/v1/claimable", inside), await AskAsync("/v1/claimable", inside)));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync("/sandbox/v1/claimable", outside), await AskAsync("/v1/claimable", outside)));
    }

    [Fact]
    public async Task System_OfOne_GetsNoTokenOfTheOther()
    {
        var bank = await _scene.JoinAsync(ClientKind.Channel);
        using var abroad = new TrainingVoucherClient(new()
        {
            BaseAddress = new Uri(_scene.Server.Address), TimeProvider = _scene.Server.Time, MaxRetries = 0,
            Client = new() { ClientId = bank.Partner.ClientId, KeyId = bank.Partner.KeyId, PrivateKey = bank.Key },
        });
        var visitor = _scene.Connect(new() { ClientId = _real.BankParty.ClientId, KeyId = _real.BankParty.ClientKeyId, PrivateKeyPem = _real.BankParty.ClientKey.Pem });

        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => abroad.Channel.ListClaimableAsync()));
        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => visitor.Channel.ListClaimableAsync()));
    }

    [Theory]
    [InlineData("/sandbox", HttpStatusCode.OK)]
    [InlineData("/sandbox/oauth2/token", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("/oauth2/token", HttpStatusCode.Unauthorized)]
    public async Task Assertion_OfAPartnerOfTheSandbox_IsForTheSandbox(string audience, HttpStatusCode status)
    {
        var key = TestKey.New();
        var partner = await _scene.Anybody.Sandbox.JoinAsync(new() { Kind = ClientKind.Channel, PublicKey = key.Jwk });
        var party = new TestParty(_scene.Server, partner.ClientId, partner.KeyId, key);

        Assert.Equal(status, await AskTokenAsync("/sandbox/oauth2/token", party, _scene.Server.Address + audience));
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("/sandbox", HttpStatusCode.Unauthorized)]
    [InlineData("/sandbox/oauth2/token", HttpStatusCode.Unauthorized)]
    public async Task Assertion_OfARealPartner_IsForTheServer(string audience, HttpStatusCode status) =>
        Assert.Equal(status, await AskTokenAsync("/oauth2/token", _real.BankParty, _scene.Server.Address + audience));

    [Fact]
    public async Task Voucher_OfOne_IsNoneOfTheOther()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        var (inside, outside) = (school.Partner.Vouchers[0].Voucher, await _real.ClaimAsync(await _real.ReleaseAsync(Scenario.FaceValue(), 1), 1));

        Assert.Equal(("unknown_code", "token_unknown_key"), ((await _real.School.CheckAsync(new(inside.Code))).Code, (await _real.School.CheckAsync(new(inside.Token!))).Code));
        Assert.Equal(("unknown_code", "token_unknown_key"), ((await school.Client.Institution.CheckAsync(new(outside.Code))).Code, (await school.Client.Institution.CheckAsync(new(outside.Token!))).Code));
    }

    [Fact]
    public async Task KeySet_OfOne_IsRefusedByWhoTrustsTheOther()
    {
        var school = await _scene.JoinAsync(ClientKind.Institution);
        var (trusted, now) = (TrustedRoots.Parse(school.Partner.TrustedRoots), _scene.Server.Time.GetUtcNow());
        var outside = TrustedRoots.Parse(await File.ReadAllTextAsync(_scene.Server.Admin.TrustedRootsFile));
        var (own, other) = (await KeySetAsync("/sandbox"), await KeySetAsync(""));

        var keys = KeySetManifest.Verify(own, trusted, null, now).KeySet!;
        Assert.True(new VoucherVerifier(keys).Verify(school.Partner.Vouchers[0].Voucher.Token!, now).IsAccepted);
        Assert.Equal(KeySetRefusal.Installation, KeySetManifest.Verify(other, trusted, null, now).Refusal);
        Assert.Equal(KeySetRefusal.Installation, KeySetManifest.Verify(own, outside, null, now).Refusal);
    }

    [Fact]
    public async Task WholeLifeOfASandbox_LeavesTheRealDataAsItWas()
    {
        var voucher = await _real.ClaimAsync(await _real.ReleaseAsync(Scenario.FaceValue(), 2), 1);
        var (rows, keys) = (await _scene.Server.Database.RowsAsync(), await KeySetAsync(""));

        var (bank, school) = (await _scene.JoinAsync(ClientKind.Channel), await _scene.JoinAsync(ClientKind.Institution));
        var claimed = await _scene.ClaimAsync(bank, bank.Partner.Batches[0], SandboxPersons.Eligible);
        await school.Client.Institution.RedeemAsync(_scene.Redeeming(claimed, SandboxPersons.Eligible));
        await bank.Client.Sandbox.MoveClockAsync(new() { Seconds = 10_000_000 });
        await bank.Client.Channel.GetFeedAsync();
        await bank.Client.Sandbox.ResetAsync();
        await _scene.JoinAsync(ClientKind.CoursePlatform);

        Assert.NotEmpty(rows);
        Assert.Equal(rows, await _scene.Server.Database.RowsAsync());
        Assert.Equal(keys, await KeySetAsync(""));
        Assert.True((await _real.School.CheckAsync(new(voucher.Code))).Usable);
    }

    [Fact]
    public async Task RealServer_WithoutTheOption_HasNoSandbox()
    {
        await using var server = await TestServer.StartAsync();

        foreach (var path in new[] { "/sandbox", "/sandbox/v1/sandbox/clock", "/v1/sandbox/clock", "/sandbox/healthz", "/sandbox/verify", "/.well-known/oauth-authorization-server/sandbox" })
        {
            using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, path);
            Assert.Contains("\"code\":\"not_found\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "sandbox")));
    }

    [Fact]
    public async Task RealServer_WithASandbox_HasNoneOfItsCalls()
    {
        foreach (var operation in new Operation[] { Operations.JoinSandbox, Operations.GetSandboxClock, Operations.MoveSandboxClock, Operations.ResetSandbox })
        {
            using var message = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(operation.Path, UriKind.Relative));
            using var answer = await _scene.Server.Http.SendAsync(message);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, operation.Id);
        }
    }

    [Fact]
    public async Task RealServer_WithASandbox_BelievesNoHolderByItself()
    {
        await using var scene = await SandboxScene.StartAsync(o => o.Sandbox = false);
        var bank = await scene.JoinAsync(ClientKind.Channel);
        using var real = new TrainingVoucherClient(new() { BaseAddress = new Uri(scene.Server.Address), MaxRetries = 0 });
        var proof = new SandboxAuthenticateRequest { Document = SandboxPersons.Eligible.Document, Name = SandboxPersons.Eligible.Name };

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => real.Public.SandboxAuthenticateAsync("ids_0000000000001", proof)));
        Assert.DoesNotContain(scene.Server.Routes.SelectMany(s => s.Endpoints), e => e.Metadata.GetMetadata<Operation>() == Operations.SandboxAuthenticate);
        Assert.Equal(VoucherState.Claimed, (await scene.ClaimAsync(bank, bank.Partner.Batches[0], SandboxPersons.Eligible)).State);
    }

    private async Task<byte[]> KeySetAsync(string below)
    {
        using var client = new TrainingVoucherClient(new() { BaseAddress = new Uri(_scene.Server.Address + below), MaxRetries = 0 });
        return Convert.FromBase64String((await client.Public.GetKeySetAsync()).Manifest);
    }

    private async Task<HttpStatusCode> AskAsync(string path, string token)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        message.Headers.Authorization = new("Bearer", token);
        using var answer = await _scene.Server.Http.SendAsync(message);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> AskTokenAsync(string path, TestParty party, string audience)
    {
        var claims = party.Claims(party.ClientId);
        claims["aud"] = audience;
        var form = party.TokenForm();
        form["client_assertion"] = party.ClientKey.Sign(new { alg = "ES256", typ = "JWT", kid = party.ClientKeyId }, claims);
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _scene.Server.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return answer.StatusCode;
    }
}
