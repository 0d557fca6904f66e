using System.Net;
using System.Text;
using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

public sealed class AccessTokenTests : IAsyncLifetime
{
    private static readonly Reason Lost = new("The key was lost.");

    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Call_WithoutToken_IsUnauthenticated()
    {
        using var response = await _server.Http.GetAsync(new Uri("/v1/officers", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Call_AfterTenMinutes_IsUnauthenticated()
    {
        await _server.Authority.TokenAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(599));
        await _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery());
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        await UnauthenticatedAsync(_server.Authority);
    }

    [Fact]
    public async Task Call_WithRevokedClient_IsUnauthenticatedAtOnce()
    {
        var other = await _server.AddAuthorityAsync("330106");
        await other.DoAsync(Operations.ListOfficers, new PageQuery());
        await _server.Authority.DoAsync(Operations.RevokeClient, Lost, other.ClientId);
        await UnauthenticatedAsync(other);
        await NoNewTokenAsync(other, "invalid_client");
    }

    [Fact]
    public async Task Call_WithRevokedKey_IsUnauthenticatedAtOnceAndTheNewKeyWorks()
    {
        var other = await _server.AddAuthorityAsync("330106");
        await other.DoAsync(Operations.ListOfficers, new PageQuery());
        var key = TestKey.New();
        var client = await other.DoAsync(Operations.AddClientKey, new AddClientKeyRequest(key.Jwk), other.ClientId);
        await other.DoAsync(Operations.ListOfficers, new PageQuery());

        await _server.Authority.DoAsync(Operations.RevokeClientKey, Lost, other.ClientKeyId);

        await UnauthenticatedAsync(other);
        await NoNewTokenAsync(other, "invalid_client");
        var rotated = other with { ClientKey = key, ClientKeyId = client.Keys.Single(k => k.Id != other.ClientKeyId).Id, Token = null };
        await rotated.DoAsync(Operations.ListOfficers, new PageQuery());
    }

    [Fact]
    public async Task Call_WithRevokedOfficer_IsUnauthenticatedAtOnce()
    {
        var other = await _server.AddAuthorityAsync("330106");
        await other.DoAsync(Operations.ListOfficers, new PageQuery());
        await _server.Authority.DoAsync(Operations.RevokeOfficer, Lost, other.OfficerId);
        await UnauthenticatedAsync(other);
        await NoNewTokenAsync(other, "invalid_grant");
    }

    [Fact]
    public async Task Call_WithForgedToken_IsUnauthenticated()
    {
        var token = await _server.Authority.TokenAsync();
        var parts = token.Split('.');
        var payload = JsonSerializer.Deserialize<Dictionary<string, object>>(Decode(parts[1]))!;
        var stranger = TestKey.New();
        string[] forged =
        [
            TestKey.Unsigned(new { alg = "none", typ = "at+jwt" }, payload),
            $"{parts[0]}.{parts[1]}.",
            stranger.Sign(new { alg = "ES256", typ = "at+jwt", kid = "oauth-1" }, payload),
            stranger.SignByPublicKey(new { alg = "HS256", typ = "at+jwt", kid = "oauth-1" }, payload),
            token[..^2] + (token[^2] == 'A' ? "BA" : "AA"),
            _server.Authority.OfficerAssertion(),
            "x",
            new string('x', 10_000),
        ];
        foreach (var text in forged)
        {
            await UnauthenticatedAsync(_server.Authority with { Token = text });
        }
    }

    [Fact]
    public async Task Call_OfAnotherRole_IsForbidden()
    {
        var channel = await _server.AddChannelAsync();
        Assert.Equal("forbidden", await channel.RefusedAsync(Operations.ListOfficers, new PageQuery()));
        Assert.Equal("forbidden", await _server.Authority.RefusedAsync(
            Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View }));
    }

    [Fact]
    public async Task Calls_ManyAtOnce_AreAllAuthenticated()
    {
        await _server.Authority.TokenAsync();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery())));
    }

    [Fact]
    public async Task Tokens_AreNeverLogged()
    {
        var token = await _server.Authority.TokenAsync();
        await _server.Authority.DoAsync(Operations.ListOfficers, new PageQuery());
        await UnauthenticatedAsync(_server.Authority with { Token = token[..^4] + "AAAA" });
        Assert.NotEmpty(_server.Log.Text);
        Assert.DoesNotContain(token.Split('.')[1], _server.Log.Text, StringComparison.Ordinal);
    }

    private static async Task UnauthenticatedAsync(TestParty party) =>
        Assert.Equal("unauthenticated", await party.RefusedAsync(Operations.ListOfficers, new PageQuery()));

    private async Task NoNewTokenAsync(TestParty party, string error) =>
        Assert.Equal(error, (await _server.AskTokenAsync(party.TokenForm())).Body.GetProperty("error").GetString());

    private static string Decode(string part) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
}
