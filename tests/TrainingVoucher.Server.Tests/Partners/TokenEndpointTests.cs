using System.Net;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

public sealed class TokenEndpointTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Token_OfAnOfficerAndItsSystem_CallsTheApi()
    {
        var (status, body) = await _server.AskTokenAsync(_server.Authority.TokenForm());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal(600, body.GetProperty("expires_in").GetInt32());
        Assert.Equal("read administer", body.GetProperty("scope").GetString());
        var officers = await _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery());
        Assert.Equal(_server.Admin.OfficerId, Assert.Single(officers.Items).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/oauth2/token")]
    public async Task Token_OfAChannel_TakesTheIssuerOrItsTokenEndpointAsAudience(string suffix)
    {
        var channel = await _server.AddChannelAsync();
        Assert.Equal("read claim manage", (await AskAsync(channel, claims => claims["aud"] = _server.Address + suffix)).Body.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Token_OfAnInstitution_HasItsScope()
    {
        var institution = await _server.AddInstitutionAsync();
        var (_, body) = await _server.AskTokenAsync(institution.TokenForm());
        Assert.Equal("read redeem apply manage", body.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Token_ConfiguredIssuer_IsTheOnlyAudience()
    {
        const string issuer = "https://voucher.example";
        await using var server = await TestServer.StartAsync(issuer: issuer);
        var authority = server.Authority;
        var wrong = await server.AskTokenAsync(authority.TokenForm());
        Assert.Equal("invalid_client", wrong.Body.GetProperty("error").GetString());

        var form = authority.TokenForm();
        form["client_assertion"] = SignClient(authority, claims => claims["aud"] = issuer);
        form["assertion"] = SignOfficer(authority, claims => claims["aud"] = issuer);
        authority.Token = (await server.AskTokenAsync(form)).Body.GetProperty("access_token").GetString();

        Assert.Single((await authority.DoAsync(Operations.ListOfficers, new PageQuery())).Items);
    }

    [Fact]
    public async Task Token_SmallDifferenceOfClocks_IsForgiven()
    {
        var channel = await _server.AddChannelAsync();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(channel, claims => Shift(claims, 29))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(channel, claims => Shift(claims, -329))).Status);
    }

    [Theory]
    [InlineData("aud", "https://other.example")]
    [InlineData("iss", "cli_0000000000001")]
    [InlineData("sub", "cli_0000000000001")]
    [InlineData("jti", "")]
    public async Task Token_WrongClaim_IsInvalidClient(string claim, string value)
    {
        var channel = await _server.AddChannelAsync();
        await RefusedAsync(channel, claims => claims[claim] = value);
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("exp")]
    public async Task Token_MissingClaim_IsInvalidClient(string claim)
    {
        var channel = await _server.AddChannelAsync();
        await RefusedAsync(channel, claims => claims.Remove(claim));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-331)]
    public async Task Token_IssuedInTheFutureOrExpired_IsInvalidClient(int seconds)
    {
        var channel = await _server.AddChannelAsync();
        await RefusedAsync(channel, claims => Shift(claims, seconds));
    }

    [Fact]
    public async Task Token_AssertionOfMoreThanFiveMinutes_IsInvalidClient()
    {
        var channel = await _server.AddChannelAsync();
        await RefusedAsync(channel, claims => claims["exp"] = (long)claims["exp"] + 31);
    }

    [Fact]
    public async Task Token_SameAssertionTwice_IsTakenOnce()
    {
        var form = (await _server.AddChannelAsync()).TokenForm();
        Assert.Equal(HttpStatusCode.OK, (await _server.AskTokenAsync(form)).Status);
        Assert.Equal("invalid_client", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_SameAssertionManyTimesAtOnce_IsTakenOnce()
    {
        var form = (await _server.AddChannelAsync()).TokenForm();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _server.AskTokenAsync(form)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_OfficerAssertionTwice_IsInvalidGrant()
    {
        var form = _server.Authority.TokenForm();
        Assert.Equal(HttpStatusCode.OK, (await _server.AskTokenAsync(form)).Status);
        form["client_assertion"] = _server.Authority.ClientAssertion();
        Assert.Equal("invalid_grant", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_SignedByAnotherKey_IsInvalidClient()
    {
        var channel = await _server.AddChannelAsync();
        var form = channel.TokenForm();
        form["client_assertion"] = (channel with { ClientKey = TestKey.New() }).ClientAssertion();
        Assert.Equal("invalid_client", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_KeyOfAnotherClient_IsInvalidClient()
    {
        var (channel, other) = (await _server.AddChannelAsync(), await _server.AddChannelAsync());
        var form = channel.TokenForm();
        form["client_assertion"] = (other with { ClientId = channel.ClientId }).ClientAssertion();
        Assert.Equal("invalid_client", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_AlgorithmNoneOrHmac_IsInvalidClient()
    {
        var channel = await _server.AddChannelAsync();
        string[] forged =
        [
            TestKey.Unsigned(new { alg = "none", kid = channel.ClientKeyId }, channel.Claims(channel.ClientId)),
            TestKey.Unsigned(new { alg = "ES256", kid = channel.ClientKeyId }, channel.Claims(channel.ClientId)),
            channel.ClientKey.SignByPublicKey(new { alg = "HS256", kid = channel.ClientKeyId }, channel.Claims(channel.ClientId)),
            "a.b.c",
            "",
            new string('x', 5000),
        ];
        foreach (var assertion in forged)
        {
            var form = channel.TokenForm();
            form["client_assertion"] = assertion;
            Assert.Equal("invalid_client", Error(await _server.AskTokenAsync(form)));
        }
    }

    [Fact]
    public async Task Token_AuthoritySystemByItself_IsUnauthorizedClient()
    {
        var form = (_server.Authority with { OfficerId = null }).TokenForm();
        Assert.Equal("unauthorized_client", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_ChannelWithAnOfficer_IsUnauthorizedClient()
    {
        var form = _server.Authority.TokenForm();
        form["client_assertion"] = (await _server.AddChannelAsync()).ClientAssertion();
        Assert.Equal("unauthorized_client", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_OfficerOfAnotherAuthority_IsInvalidGrant()
    {
        var other = await _server.AddAuthorityAsync("330106");
        var form = other.TokenForm();
        form["assertion"] = _server.Authority.OfficerAssertion();
        Assert.Equal("invalid_grant", Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_SystemKeyInPlaceOfTheOfficer_IsInvalidGrant()
    {
        var form = _server.Authority.TokenForm();
        form["assertion"] = _server.Authority.ClientAssertion();
        Assert.Equal("invalid_grant", Error(await _server.AskTokenAsync(form)));
    }

    [Theory]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", null, "invalid_request")]
    [InlineData("client_assertion", null, "invalid_client")]
    [InlineData("client_assertion_type", "urn:other", "invalid_client")]
    [InlineData("client_id", "cli_0000000000001", "invalid_client")]
    [InlineData("scope", "authority", "invalid_scope")]
    public async Task Token_MalformedRequest_IsRefusedByItsCode(string field, string? value, string error)
    {
        var form = (await _server.AddChannelAsync()).TokenForm();
        form.Remove(field);
        if (value is not null)
        {
            form[field] = value;
        }

        Assert.Equal(error, Error(await _server.AskTokenAsync(form)));
    }

    [Fact]
    public async Task Token_FieldTwiceOrTooLargeOrNoForm_IsInvalidRequest()
    {
        var form = (await _server.AddChannelAsync()).TokenForm();
        Assert.Equal("invalid_request", Error(await _server.AskTokenAsync([.. form, new("grant_type", "client_credentials")])));
        Assert.Equal("invalid_request", Error(await _server.AskTokenAsync([.. form, new("x", new string('x', 20_000))])));
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await _server.Http.PostAsync(new Uri("/oauth2/token", UriKind.Relative), json);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Metadata_NamesTheTokenEndpoint()
    {
        var text = await _server.Http.GetStringAsync(new Uri("/.well-known/oauth-authorization-server", UriKind.Relative));
        var metadata = JsonDocument.Parse(text).RootElement;
        Assert.Equal(_server.Address, metadata.GetProperty("issuer").GetString());
        Assert.Equal(_server.Address + "/oauth2/token", metadata.GetProperty("token_endpoint").GetString());
    }

    private static string Error((HttpStatusCode Status, JsonElement Body) answer)
    {
        var error = answer.Body.GetProperty("error").GetString()!;
        Assert.Equal(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, answer.Status);
        return error;
    }

    private static void Shift(Dictionary<string, object> claims, int seconds)
    {
        claims["iat"] = (long)claims["iat"] + seconds;
        claims["exp"] = (long)claims["exp"] + seconds;
    }

    private async Task RefusedAsync(TestParty party, Action<Dictionary<string, object>> change) =>
        Assert.Equal("invalid_client", Error(await AskAsync(party, change)));

    private Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(TestParty party, Action<Dictionary<string, object>> change)
    {
        var form = party.TokenForm();
        form["client_assertion"] = SignClient(party, change);
        return _server.AskTokenAsync(form);
    }

    private static string SignClient(TestParty party, Action<Dictionary<string, object>> change)
    {
        var claims = party.Claims(party.ClientId);
        change(claims);
        return party.ClientKey.Sign(new { alg = "ES256", kid = party.ClientKeyId }, claims);
    }

    private static string SignOfficer(TestParty party, Action<Dictionary<string, object>> change)
    {
        var claims = party.Claims(party.OfficerId!);
        change(claims);
        return party.OfficerKey!.Sign(new { alg = "ES256", kid = party.OfficerKeyId }, claims);
    }
}
