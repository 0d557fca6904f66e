using System.Net;
using Microsoft.AspNetCore.Http;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>What can go wrong at the provider: each time the holder is told in both languages, and the bank by a code.</summary>
public sealed class OidcRefusalTests : IAsyncLifetime
{
    private OidcScene _scene = null!;

    private StubProvider Provider => _scene.Provider;

    public async Task InitializeAsync() => _scene = await OidcScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Theory]
    [InlineData("access_denied", "identity_denied")]
    [InlineData("login_required", "identity_denied")]
    [InlineData("server_error", "identity_provider_failed")]
    [InlineData("temporarily_unavailable", "identity_provider_failed")]
    [InlineData("<script>", "identity_provider_failed")]
    public async Task Provider_ThatRefuses_IsUnderstoodAndNotRepeated(string error, string code)
    {
        Provider.Instead["/authorize"] = context =>
        {
            context.Response.Redirect($"{Provider.Callback}?error={Uri.EscapeDataString(error)}&error_description=said-by-the-provider&state={context.Request.Query["state"]}");
            return Task.CompletedTask;
        };

        var shown = await _scene.FailsAsync(ErrorCodes.Find(code)!);

        Assert.DoesNotContain("said-by-the-provider", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("said-by-the-provider", _scene.S.Server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/token", 500, "{}")]
    [InlineData("/token", 200, "no json")]
    [InlineData("/token", 200, "{}")]
    [InlineData("/token", 200, "[]")]
    [InlineData("/token", 400, "{\"error\":\"invalid_request\"}")]
    [InlineData("/token", 401, "{\"error\":\"invalid_client\"}")]
    [InlineData("/jwks", 500, "{}")]
    [InlineData("/jwks", 200, "{\"keys\":[]}")]
    [InlineData("/jwks", 200, "no json")]
    [InlineData("/.well-known/openid-configuration", 404, "{}")]
    [InlineData("/.well-known/openid-configuration", 200, "no json")]
    public async Task Provider_ThatIsBroken_Fails(string path, int status, string body)
    {
        Provider.Instead[path] = context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json; charset=none-such");
            return context.Response.WriteAsync(body);
        };

        await _scene.FailsAsync(ErrorCodes.IdentityProviderFailed);

        Provider.Instead.Clear();
        var session = await _scene.OpenAsync();
        await _scene.Browser.GoAsync(session.Url);
        await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Theory]
    [InlineData("issuer", "https://other.example")]
    [InlineData("token_endpoint", "http://idp.example/token")]
    [InlineData("authorization_endpoint", "javascript:alert(1)")]
    [InlineData("jwks_uri", "http://idp.example/jwks")]
    public async Task Provider_ThatNamesAnotherOrAnUnsafeAddress_Fails(string field, string value)
    {
        var described = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["issuer"] = Provider.Address, ["authorization_endpoint"] = Provider.Address + "/authorize", ["token_endpoint"] = Provider.Address + "/token",
            ["jwks_uri"] = Provider.Address + "/jwks", [field] = value,
        };
        Provider.Instead["/.well-known/openid-configuration"] = context => context.Response.WriteAsJsonAsync(described);

        await _scene.FailsAsync(ErrorCodes.IdentityProviderFailed);
    }

    [Theory]
    [InlineData("/token")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Provider_ThatIsSlow_IsNotWaitedForLongerThanSet(string path)
    {
        var (asked, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        Provider.Instead[path] = context =>
        {
            asked.TrySetResult();
            return ended.Task;
        };

        var failing = _scene.FailsAsync(ErrorCodes.IdentityProviderFailed);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _scene.S.Server.Time.Advance(TimeSpan.FromSeconds(10));

        await failing.WaitAsync(TimeSpan.FromSeconds(30));
        ended.SetResult();
    }

    [Fact]
    public async Task Provider_ThatSendsElsewhereInPlaceOfAToken_IsNotFollowed()
    {
        var followed = 0;
        Provider.Instead["/token"] = context =>
        {
            context.Response.Redirect(Provider.Address + "/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        Provider.Instead["/elsewhere"] = _ => Task.FromResult(followed++);

        await _scene.FailsAsync(ErrorCodes.IdentityProviderFailed);

        Assert.Equal(0, followed);
    }

    [Fact]
    public async Task Provider_ThatAnswersWithoutEnd_Fails()
    {
        Provider.Instead["/token"] = async context =>
        {
            for (var i = 0; i < 100; i++)
            {
                await context.Response.WriteAsync(new string(' ', 10_000));
            }
        };

        await _scene.FailsAsync(ErrorCodes.IdentityProviderFailed);
    }

    [Theory]
    [InlineData("nonce", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nonce", null)]
    [InlineData("aud", "somebody else")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://other.example")]
    [InlineData("azp", "somebody else")]
    [InlineData("exp", null)]
    [InlineData("auth_time", null)]
    [InlineData("auth_time", "yesterday")]
    [InlineData("iat", null)]
    public async Task IdToken_ThatSaysOtherwise_DoesNotHold(string claim, string? value)
    {
        Provider.Alter = claims => claims[claim] = value;

        await _scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);
    }

    [Theory]
    [InlineData("exp", -31)]
    [InlineData("nbf", 60)]
    [InlineData("iat", 60)]
    [InlineData("auth_time", -31)]
    [InlineData("auth_time", 60)]
    public async Task IdToken_OfAnotherTime_DoesNotHold(string claim, int seconds)
    {
        Provider.Alter = claims => claims[claim] = _scene.S.Server.Time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

        await _scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);
    }

    [Fact]
    public async Task IdToken_ForSeveral_HoldsOnlyWhenWeAskedForIt()
    {
        Provider.Alter = claims => claims["aud"] = new[] { StubProvider.ClientId, "other" };
        await _scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);

        Provider.Alter = claims => (claims["aud"], claims["azp"]) = (new[] { StubProvider.ClientId, "other" }, StubProvider.ClientId);
        var session = await _scene.OpenAsync();
        await _scene.Browser.GoAsync(session.Url);
        await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("public key as secret")]
    [InlineData("another key under the same id")]
    [InlineData("another key without an id")]
    [InlineData("changed")]
    [InlineData("cut off")]
    [InlineData("no token")]
    public async Task IdToken_ThatIsNotSignedByTheProvider_DoesNotHold(string how)
    {
        var keys = Provider.Keys;
        await _scene.Browser.GoAsync((await _scene.OpenAsync()).Url);
        Provider.Sign = claims => how switch
        {
            "none" => TestKey.Unsigned(new { alg = "none", typ = "JWT" }, claims),
            "public key as secret" => keys.Current.SignByPublicKey(new { alg = "HS256", typ = "JWT", kid = keys.Id }, claims),
            "another key under the same id" => TestKey.New().Sign(new { alg = "ES256", typ = "JWT", kid = keys.Id }, claims),
            "another key without an id" => TestKey.New().Sign(new { alg = "ES256", typ = "JWT" }, claims),
            "changed" => Changed(keys.Sign(claims)),
            "cut off" => keys.Sign(claims).Split('.')[0],
            _ => "token",
        };

        await _scene.FailsAsync(ErrorCodes.IdentityAnswerInvalid);
    }

    [Theory]
    [InlineData("face", "face")]
    [InlineData("pin", "pin")]
    [InlineData("card", "sc")]
    [InlineData("card", "pin,sc,mfa")]
    [InlineData("face", "pwd,face,sc")]
    [InlineData(null, "pwd")]
    [InlineData(null, "otp,sms")]
    [InlineData(null, "hwk")]
    [InlineData(null, "Face")]
    [InlineData(null, "")]
    public async Task Methods_OfRfc8176_AreFacePinCardOrRefused(string? method, string said)
    {
        _scene.Present(1, said.Split(','));
        if (method is null)
        {
            await _scene.FailsAsync(ErrorCodes.IdentityMethodUnknown);
            return;
        }

        await _scene.Browser.GoAsync((await _scene.OpenAsync()).Url);
        Assert.Equal(method, Assert.Single(await _scene.S.ReadJournalAsync(), e => e.Event == "identity_session.authenticated").Texts["method"]);
    }

    [Fact]
    public async Task Methods_ThatAreMissingOrNoList_AreRefused()
    {
        Provider.Claims["amr"] = null;
        await _scene.FailsAsync(ErrorCodes.IdentityMethodUnknown);
        Provider.Claims["amr"] = "face";
        await _scene.FailsAsync(ErrorCodes.IdentityMethodUnknown);
        Provider.Claims["amr"] = new object[] { 1, new[] { "face" } };
        await _scene.FailsAsync(ErrorCodes.IdentityMethodUnknown);
    }

    [Theory]
    [InlineData("document_number", "110105194912310021")]
    [InlineData("document_number", "")]
    [InlineData("document_number", null)]
    [InlineData("name", "")]
    [InlineData("name", null)]
    [InlineData("name", "a\u0007b")]
    [InlineData("name", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")]
    public async Task Document_ThatCannotBeOne_IsRefused(string claim, string? value)
    {
        Provider.Claims[claim] = value;

        await _scene.FailsAsync(ErrorCodes.IdentityDocumentInvalid);

        Assert.Equal(0, (await _scene.S.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM person")).Single());
    }

    [Fact]
    public async Task Code_ThatTheProviderDoesNotKnow_DoesNotHold()
    {
        var session = await _scene.OpenAsync();
        var at = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At;

        var shown = await _scene.Browser.GoAsync(at.AbsoluteUri.Replace("code=", "code=0", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Conflict, shown.Status);
        Assert.Equal("identity_answer_invalid", await _scene.TakingAsync(session));
    }

    [Fact]
    public async Task Answer_ThatNamesAnotherIssuer_DoesNotHold()
    {
        var session = await _scene.OpenAsync();
        var at = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At;

        await _scene.Browser.GoAsync(at.AbsoluteUri.Replace("iss=", "iss=x", StringComparison.Ordinal));

        Assert.Equal("identity_answer_invalid", await _scene.TakingAsync(session));
        Assert.Empty(Provider.Tokens);
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        parts[2] = (parts[2][0] == 'A' ? 'B' : 'A') + parts[2][1..];
        return string.Join('.', parts);
    }
}
