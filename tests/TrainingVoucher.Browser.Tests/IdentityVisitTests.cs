using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests;

namespace TrainingVoucher.Browser.Tests;

/// <summary>A holder in a real browser: from a bank to the page of the sandbox and back to the bank, past the content policy and the rules for cookies.</summary>
public sealed class IdentityVisitTests : IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private Scenario _s = null!;
    private WebApplication _bank = null!;
    private string _back = "";

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _s = await Scenario.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _bank = builder.Build();
        _bank.MapGet("/done", (string session) => Results.Content($"<!DOCTYPE html><title>Bank</title><link rel=icon href=data:,><p id=session>{session}</p>", "text/html"));
        await _bank.StartAsync();
        _back = _bank.Urls.Single() + "/done";
        await _s.Bank.SetReturnUrlsAsync(new([_back]));
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _bank.DisposeAsync();
        await _s.DisposeAsync();
        Assert.Empty(_complaints);
    }

    [Theory]
    [InlineData("zh-CN", "通过认证")]
    [InlineData("en-US", "Authenticate")]
    public async Task Holder_WhoFillsInTheForm_IsBackAtTheBank(string language, string button)
    {
        var session = await OpenAsync();
        var page = await VisitAsync(session, language);
        await AssertAccessibleAsync(page);
        await page.FillAsync("#number", MadeUp.Document(1).Number);
        await page.FillAsync("#name", MadeUp.Person(1).Name);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        await Assertions.Expect(page.Locator("#session")).ToHaveTextAsync(session.Id);
        Assert.NotEmpty((await _s.Bank.TakeIdentityAssertionAsync(session.Id)).Assertion);
        Assert.Empty(await page.Context.CookiesAsync([_s.Server.Address + "/identity/callback"]));
    }

    [Fact]
    public async Task Holder_WhoBreaksOff_ReadsWhyAndGoesBack()
    {
        var session = await OpenAsync(ProxyRelation.Guardian);
        var page = await VisitAsync(session, "zh-CN");
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "放弃" }).ClickAsync();

        await Assertions.Expect(page.Locator("#answer")).ToHaveTextAsync("持券人未完成身份认证");
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "返回" }).ClickAsync();
        await Assertions.Expect(page.Locator("#session")).ToHaveTextAsync(session.Id);
        Assert.Equal("identity_denied", await Scenario.RefusedAsync(() => _s.Bank.TakeIdentityAssertionAsync(session.Id)));
        _complaints.RemoveAll(text => text.Contains("409", StringComparison.Ordinal));
    }

    private Task<IdentitySession> OpenAsync(ProxyRelation? proxy = null) =>
        _s.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.View, ReturnUrl = _back, Proxy = proxy });

    private async Task<IPage> VisitAsync(IdentitySession session, string language)
    {
        var page = await _browser.NewPageAsync(new() { Locale = language, JavaScriptEnabled = true });
        page.SetDefaultTimeout(15_000);
        page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(session.Url);
        return page;
    }

    private static async Task AssertAccessibleAsync(IPage page) => Assert.Empty((await page.RunAxe()).Violations);
}
