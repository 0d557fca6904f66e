using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainingVoucher.Client;

namespace TrainingVoucher.Tests.Client;

public sealed class AuthenticationTests
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task Token_ManyCallsAtOnce_IsRequestedOnce()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => client.Channel.ClaimAsync(Sample.Claim))));

        Assert.Single(server.Tokens);
        Assert.Equal(50, server.Calls.Count);
        Assert.All(server.Calls, c => Assert.Equal("Bearer token-1", c.Authorization!.ToString()));
    }

    [Fact]
    public async Task Dispose_OnceMore_DoesNothing()
    {
        var client = Sample.Client(new StubServer(() => StubServer.Json(Sample.VoucherJson)), clock);
        await client.Channel.ClaimAsync(Sample.Claim);

        client.Dispose();

        Assert.Null(Record.Exception(client.Dispose));
    }

    [Fact]
    public async Task Token_SixtySecondsBeforeItsEnd_IsReplaced()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);
        clock.Advance(TimeSpan.FromSeconds(539));
        await client.Channel.ClaimAsync(Sample.Claim);
        Assert.Single(server.Tokens);
        clock.Advance(TimeSpan.FromSeconds(1));
        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(2, server.Tokens.Count);
        Assert.Equal("token-2", server.Calls[2].Authorization!.Parameter);
    }

    [Fact]
    public async Task Token_Refused_IsRenewedOnceAndTheSameCallSentAgain()
    {
        var server = new StubServer((sent, _) =>
            sent.Authorization!.Parameter == "token-1" ? StubServer.Problem(401, "unauthenticated") : StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(2, server.Tokens.Count);
        Assert.Equal(2, server.Calls.Count);
        Assert.Equal(server.Calls[0].Key, server.Calls[1].Key);
    }

    [Fact]
    public async Task Token_RefusedAgain_IsUnauthenticated()
    {
        var server = new StubServer(() => StubServer.Problem(401, "unauthenticated"));
        using var client = Sample.Client(server, clock);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal((401, "unauthenticated"), (e.Status, e.Code));
        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task Token_EndpointRefuses_IsUnauthenticated()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson))
        {
            TokenAnswer = _ => StubServer.Json("""{"error":"invalid_client","error_description":"unknown"}""", 400),
        };
        using var client = Sample.Client(server, clock);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal("unauthenticated", e.Code);
        Assert.Single(server.Tokens);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Token_EndpointFailsOnce_IsAskedAgainWithAnotherAssertion()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson))
        {
            TokenAnswer = n => n == 1 ? StubServer.Status(503) : StubServer.Json("""{"access_token":"t","expires_in":600}"""),
        };
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        var jtis = server.Tokens.Select(t => Claims(t.Form["client_assertion"]).GetProperty("jti").GetString());
        Assert.Equal(2, jtis.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Assertion_OfSystem_VerifiesAndHasTheClaims()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson));
        using var client = Sample.Client(server, clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        var token = Assert.Single(server.Tokens);
        Assert.Equal("application/x-www-form-urlencoded", token.ContentType);
        Assert.Equal("client_credentials", token.Form["grant_type"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", token.Form["client_assertion_type"]);
        Assert.False(token.Form.ContainsKey("assertion"));
        AssertAssertion(token.Form["client_assertion"], Sample.ClientKey, "key_1", "cli_1");
    }

    [Fact]
    public async Task Assertion_OfOfficer_StandsBesideThatOfTheSystem()
    {
        var server = new StubServer(() => StubServer.Json("""{"items":[]}"""));
        using var client = Sample.AuthorityClient(server);

        await client.Authority.ListSchemesAsync();

        var token = Assert.Single(server.Tokens);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", token.Form["grant_type"]);
        AssertAssertion(token.Form["client_assertion"], Sample.ClientKey, "key_1", "cli_1");
        AssertAssertion(token.Form["assertion"], Sample.OfficerKey, "key_2", "off_1");
    }

    [Fact]
    public async Task Public_Call_NeedsNoCredentials()
    {
        var server = new StubServer(() => StubServer.Json("""{"manifest":"AA=="}"""));
        using var client = new TrainingVoucherClient(new TrainingVoucherOptions { BaseAddress = new Uri("http://localhost:5000"), HttpMessageHandler = server });

        Assert.Equal("AA==", (await client.Public.GetKeySetAsync()).Manifest);
        Assert.Null(server.Calls[0].Authorization);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Channel.ClaimAsync(Sample.Claim));
    }

    private static void AssertAssertion(string jwt, ECDsa key, string keyId, string subject)
    {
        var parts = jwt.Split('.');
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Assert.Equal($$"""{"alg":"ES256","typ":"JWT","kid":"{{keyId}}"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        var claims = Claims(jwt);
        Assert.Equal(subject, claims.GetProperty("iss").GetString());
        Assert.Equal(subject, claims.GetProperty("sub").GetString());
        Assert.Equal("https://vouchers.example", claims.GetProperty("aud").GetString());
        Assert.Equal(60, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(new TestClock().GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.Equal(22, claims.GetProperty("jti").GetString()!.Length);
    }

    private static JsonElement Claims(string jwt) => JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1])).RootElement;
}
