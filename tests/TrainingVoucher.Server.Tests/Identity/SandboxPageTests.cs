using System.Net;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Identity.Oidc;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>The sandbox as a holder's browser meets it: a form in place of a provider, and the same way there and back.</summary>
public sealed class SandboxPageTests : IAsyncLifetime
{
    private const string Back = "http://localhost:9/done";

    private HolderBrowser _browser = null!;
    private Scenario _s = null!;

    public async Task InitializeAsync()
    {
        (_browser, _s) = (new HolderBrowser(), await Scenario.StartAsync());
        await _s.Bank.SetReturnUrlsAsync(new([Back]));
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _s.DisposeAsync();
    }

    [Fact]
    public async Task Holder_WhoFillsInTheForm_ComesBackAuthenticated()
    {
        var session = await OpenAsync();
        var form = await _browser.GoAsync(session.Url);
        Assert.Equal((HttpStatusCode.OK, "/identity/sandbox"), (form.Status, form.At.AbsolutePath));
        Assert.EndsWith("form-action 'self' http://localhost:9", form.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-", form.Text, StringComparison.Ordinal);

        var shown = await SendAsync(form, Fields(1));

        Assert.Equal($"{Back}?session={session.Id}", shown.At.AbsoluteUri);
        var taken = await _s.Bank.TakeIdentityAssertionAsync(session.Id);
        Assert.Empty((await _s.Bank.ListHolderVouchersAsync(new(taken.Assertion))).Items);
    }

    [Fact]
    public async Task Holder_AndProxy_BothFillIn()
    {
        var session = await OpenAsync(ProxyRelation.Agent);
        var form = await _browser.GoAsync(session.Url);
        Assert.Contains("代办人", form.Text, StringComparison.Ordinal);

        await SendAsync(form, [.. Fields(1), .. Fields(2).Select(f => KeyValuePair.Create("proxy-" + f.Key, f.Value))]);

        await _s.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Theory]
    [InlineData("cancel", "1", "identity_denied")]
    [InlineData("number", "1", "identity_document_invalid")]
    [InlineData("name", "", "identity_document_invalid")]
    [InlineData("type", "passport", "identity_document_invalid")]
    [InlineData("type", "0", "identity_document_invalid")]
    public async Task Holder_WhoBreaksOffOrErrs_IsToldAndSoIsTheBank(string field, string value, string code)
    {
        var session = await OpenAsync();
        var form = await _browser.GoAsync(session.Url);

        var shown = await SendAsync(form, [.. Fields(1).Where(f => f.Key != field), new(field, value)]);

        Assert.Contains(ErrorCodes.Find(code)!.Chinese.TrimEnd('。'), shown.Text, StringComparison.Ordinal);
        Assert.Equal(code, await Scenario.RefusedAsync(() => _s.Bank.TakeIdentityAssertionAsync(session.Id)));
    }

    [Fact]
    public async Task Form_FromAnotherBrowser_IsStray()
    {
        var session = await OpenAsync();
        var form = await _browser.GoAsync(session.Url);
        using var other = new HolderBrowser();

        var shown = await SendAsync(form, Fields(1), other);

        Assert.Equal(HttpStatusCode.BadRequest, shown.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GoAsync(form.At.AbsoluteUri)).Status);
        Assert.Equal("session_pending", await Scenario.RefusedAsync(() => _s.Bank.TakeIdentityAssertionAsync(session.Id)));
        Assert.Equal(0, (await _s.Server.Database.QueryAsync<long>("SELECT COUNT(*) FROM person")).Single());
    }

    [Fact]
    public async Task Pages_OverTheLimit_AreRefused()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.PagesPerMinute = 1);
        await _browser.GoAsync(server.Address + "/identity/x");

        var shown = await _browser.GoAsync(server.Address + "/identity/x");

        Assert.Equal(HttpStatusCode.TooManyRequests, shown.Status);
        Assert.Contains("访问过于频繁", shown.Text, StringComparison.Ordinal);
    }

    private Task<IdentitySession> OpenAsync(ProxyRelation? proxy = null) =>
        _s.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.View, ReturnUrl = Back, Proxy = proxy });

    private Task<Shown> SendAsync(Shown form, IEnumerable<KeyValuePair<string, string>> fields, HolderBrowser? browser = null) => (browser ?? _browser).PostAsync(
        _s.Server.Address + "/identity/callback", new([.. fields, new("state", form.At.Query.Split("state=")[1])], StringComparer.Ordinal));

    private static Dictionary<string, string> Fields(int person) => new(StringComparer.Ordinal)
    {
        ["type"] = "ResidentIdCard", ["number"] = MadeUp.Document(person).Number, ["name"] = MadeUp.Person(person).Name,
    };
}
