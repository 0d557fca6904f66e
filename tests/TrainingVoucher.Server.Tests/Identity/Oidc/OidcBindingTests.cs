using System.Net;
using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>An answer of the provider is good in the browser that began the visit, once, for its session.</summary>
public sealed class OidcBindingTests : IAsyncLifetime
{
    private OidcScene _scene = null!;

    public async Task InitializeAsync() => _scene = await OidcScene.StartAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Callback_InAnotherBrowser_CompletesNothing()
    {
        var session = await _scene.OpenAsync();
        var callback = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At.AbsoluteUri;
        using var stranger = new HolderBrowser();
        using var other = new HolderBrowser();
        await other.GoToAsync(session.Url, "/identity/callback");

        AssertStray(await stranger.GoAsync(callback));
        AssertStray(await other.GoAsync(callback));
        Assert.Equal("session_pending", await _scene.TakingAsync(session));
        Assert.Empty(_scene.Provider.Tokens);

        Assert.Equal(session.Id, (await _scene.Browser.GoAsync(callback)).At.Query.Split("session=")[1]);
        await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Fact]
    public async Task Callback_ASecondTime_ChangesNothing()
    {
        var session = await _scene.OpenAsync();
        var callback = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At;
        var cookies = _scene.Browser.Cookies.GetCookieHeader(callback);
        await _scene.Browser.GoAsync(callback.AbsoluteUri);

        AssertStray(await _scene.Browser.GoAsync(callback.AbsoluteUri));
        using var thief = new HolderBrowser();
        thief.Cookies.SetCookies(callback, cookies);
        var shown = await thief.GoAsync(callback.AbsoluteUri);

        Assert.Equal((HttpStatusCode.Conflict, true), (shown.Status, shown.Text.Contains("该身份认证已完成", StringComparison.Ordinal)));
        Assert.Single(_scene.Provider.Tokens);
        await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Fact]
    public async Task Code_OfAnotherSession_DoesNotHold()
    {
        var (first, second) = (await _scene.OpenAsync(), await _scene.OpenAsync());
        var one = (await _scene.Browser.GoToAsync(first.Url, "/identity/callback")).At.AbsoluteUri;
        var two = (await _scene.Browser.GoToAsync(second.Url, "/identity/callback")).At.AbsoluteUri;
        var swapped = one.Replace(Value(one, "code"), Value(two, "code"), StringComparison.Ordinal);

        await _scene.Browser.GoAsync(swapped);

        Assert.Equal("identity_answer_invalid", await _scene.TakingAsync(first));
        Assert.Equal("session_pending", await _scene.TakingAsync(second));
        Assert.Contains("invalid_grant: redirect_uri or code_verifier", _scene.Provider.Faults);
    }

    [Fact]
    public async Task State_ThatIsMadeUpOrOfNothing_IsStray()
    {
        var session = await _scene.OpenAsync();
        var callback = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At.AbsoluteUri;
        var state = Value(callback, "state");
        foreach (var wrong in new[] { "", "x", new string('A', 32), state[..^1] + (state[^1] == 'A' ? 'B' : 'A'), state + "A", new string('A', 5_000) })
        {
            AssertStray(await _scene.Browser.GoAsync(callback.Replace(state, wrong, StringComparison.Ordinal)));
        }

        AssertStray(await _scene.Browser.GoAsync(_scene.Provider.Callback));
        AssertStray(await _scene.Browser.GoAsync($"{callback}&state={state}"));
        await _scene.Browser.GoAsync(callback);
        await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Fact]
    public async Task Holder_WhoComesBackTooLate_IsToldSo()
    {
        var session = await _scene.OpenAsync();
        var callback = (await _scene.Browser.GoToAsync(session.Url, "/identity/callback")).At.AbsoluteUri;
        _scene.S.Server.Time.SetUtcNow(session.ExpiresAt);

        var shown = await _scene.Browser.GoAsync(callback);

        Assert.Equal((HttpStatusCode.Conflict, true), (shown.Status, shown.Text.Contains("身份认证已超时", StringComparison.Ordinal)));
        Assert.Equal("session_expired", await _scene.TakingAsync(session));
    }

    [Fact]
    public async Task Page_OfASessionThatIsOverOrNone_SendsNobodyOn()
    {
        var (done, late) = (await _scene.OpenAsync(), await _scene.OpenAsync());
        await _scene.Browser.GoAsync(done.Url);

        Assert.Equal(HttpStatusCode.Conflict, (await _scene.Browser.GoAsync(done.Url)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.Browser.GoAsync(done.Url[..^1] + (done.Url[^1] == '0' ? '1' : '0'))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.Browser.GoAsync(_scene.S.Server.Address + "/identity/x")).Status);
        _scene.S.Server.Time.SetUtcNow(late.ExpiresAt);
        Assert.Equal(HttpStatusCode.Conflict, (await _scene.Browser.GoAsync(late.Url)).Status);
        Assert.Single(_scene.Provider.Asked);
    }

    [Fact]
    public async Task Cookie_IsForThisHostAndThisWayAlone()
    {
        var session = await _scene.OpenAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        using var answer = await http.GetAsync(new Uri(session.Url));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"tv-{session.Id}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("max-age=900", cookie, StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Cookie_BehindHttps_IsBoundToTheHost()
    {
        await using var server = await TestServer.StartAsync(issuer: "https://vouchers.example");
        server.Audience = "https://vouchers.example";
        var channel = await server.AddChannelAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var session = await channel.DoAsync(Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View });

        using var answer = await http.GetAsync(new Uri(server.Address + "/identity/" + session.Id));

        Assert.Equal("https://vouchers.example/identity/" + session.Id, session.Url);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"__Host-tv-{session.Id}=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/;", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_Names_Tokens_AndCodes_AreWrittenNowhere()
    {
        const string Name = "canary-holder-of-oidc";
        var (number, proxy) = (TestNumbers.Resident(86_421), TestNumbers.Resident(97_531));
        _scene.Provider.Claims["document_number"] = number;
        _scene.Provider.Claims["name"] = Name;
        var session = await _scene.OpenAsync();
        await _scene.Browser.GoAsync(session.Url);
        _scene.Provider.Claims["act"] = new Dictionary<string, object> { ["document_number"] = proxy, ["name"] = Name };
        await _scene.Browser.GoAsync((await _scene.OpenAsync(proxy: ProxyRelation.Family)).Url);
        await _scene.FailsAsync(ErrorCodes.ProxyNotProven);
        _scene.Provider.Claims["document_number"] = number[..^1] + (number[^1] == '0' ? '1' : '0');
        await _scene.FailsAsync(ErrorCodes.IdentityDocumentInvalid);
        var assertion = (await _scene.S.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion;
        var codes = _scene.Browser.Trail.Where(at => at.AbsolutePath == "/identity/callback").Select(at => Value(at.AbsoluteUri, "code")).Distinct().ToList();

        var written = await _scene.S.Server.Database.WrittenAsync();
        Assert.Equal(4, codes.Count);
        Assert.True(Traces.Contain(written, Encoding.UTF8.GetBytes("identity_session.authenticated")), "The search must see what the database holds.");
        var secrets = _scene.Provider.Tokens.Concat(codes).Append(Name).Append(StubProvider.Secret).Select(Encoding.UTF8.GetBytes);
        foreach (var trace in new[] { number, proxy }.SelectMany(Traces.Of).Concat(secrets))
        {
            Assert.False(Traces.Contain(written, trace), Encoding.UTF8.GetString(trace));
            Assert.DoesNotContain(Encoding.UTF8.GetString(trace), _scene.S.Server.Log.Text, StringComparison.Ordinal);
            Assert.All(_scene.Browser.Trail.Where(at => at.AbsolutePath != "/identity/callback"), at => Assert.DoesNotContain(Encoding.UTF8.GetString(trace), at.AbsoluteUri, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(assertion, string.Join(' ', _scene.Browser.Trail), StringComparison.Ordinal);
        Assert.DoesNotContain(assertion, _scene.S.Server.Log.Text, StringComparison.Ordinal);
    }

    private static void AssertStray(Shown shown)
    {
        Assert.Equal(HttpStatusCode.BadRequest, shown.Status);
        Assert.Contains("本次认证不是在此浏览器中开始的", shown.Text, StringComparison.Ordinal);
        Assert.Contains("This was not begun in this browser", shown.Text, StringComparison.Ordinal);
    }

    private static string Value(string address, string name) => address.Split(name + "=")[1].Split('&')[0];
}
