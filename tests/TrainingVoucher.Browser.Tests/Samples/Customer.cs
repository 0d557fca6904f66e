using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TrainingVoucher.Testing;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>
/// A customer of a sample, in a fresh browser context. On leaving, every visit must have been clean: nothing in the console, no request to
/// anywhere but the app and where it sends customers to be authenticated, no script, and nobody's name or number in an address or a cookie.
/// </summary>
internal sealed partial class Customer : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly Uri _elsewhere;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requested = new();
    private readonly List<string> _typed = [];

    private Customer(IBrowserContext context, IPage page, Uri address, Uri elsewhere)
    {
        (_context, _address, _elsewhere, Page) = (context, address, elsewhere, page);
        page.Console += (_, message) => _complaints.Enqueue($"{message.Type}: {message.Text} {message.Location}");
        page.PageError += (_, error) => _complaints.Enqueue(error);
        context.Request += (_, request) => _requested.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public static async Task<Customer> ComeAsync(IBrowser browser, Uri address, string path, BrowserNewContextOptions options, Uri? elsewhere = null)
    {
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        var customer = new Customer(context, await context.NewPageAsync(), address, elsewhere ?? address);
        await customer.GoAsync(path);
        return customer;
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(_address, path).ToString());

    /// <summary>Waits until the page has this headline.</summary>
    public Task SeesAsync(string headline) => Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(headline);

    /// <summary>Waits until the page says this somewhere.</summary>
    public Task ReadsAsync(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    /// <summary>The button of a card.</summary>
    public ILocator Button(string card, string button) =>
        Page.GetByRole(AriaRole.Article).Filter(new() { HasText = card }).GetByRole(AriaRole.Button, new() { Name = button, Exact = true });

    public Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task PledgeAsync(string text) => Page.GetByLabel(text).CheckAsync();

    /// <summary>Fills in the form that stands in for the provider.</summary>
    public async Task IdentifyAsync(TestingPerson person, string? number = null)
    {
        _typed.AddRange([person.Card.Number, person.Name]);
        await Page.FillAsync("#name", person.Name);
        await Page.FillAsync("#number", number ?? person.Card.Number);
        await Page.ClickAsync("form.card button");
    }

    /// <summary>Goes where the page leads to be authenticated, fills in the form of the sandbox, and comes back.</summary>
    public async Task AuthenticateAsync(TestingPerson person)
    {
        _typed.AddRange([person.Card.Number, person.Name]);
        await Page.ClickAsync("a.action");
        await Page.FillAsync("#number", person.Card.Number);
        await Page.FillAsync("#name", person.Name);
        await Page.ClickAsync("button.primary");
    }

    /// <summary>Goes from an offer to the question whether to claim it.</summary>
    public async Task ChooseAsync(string offer, TestingPerson person)
    {
        await Button(offer, "领取").First.ClickAsync();
        await IdentifyAsync(person);
    }

    /// <summary>Opens the wallet.</summary>
    public async Task OpenWalletAsync(TestingPerson person)
    {
        await GoAsync("/wallet");
        await ClickAsync("查看我的券");
        await IdentifyAsync(person);
        await SeesAsync("我的券包");
    }

    /// <summary>The voucher code on the page.</summary>
    public async Task<string> CodeAsync() => VoucherCode().Match(await Page.InnerTextAsync("main")).Value;

    /// <summary>Nothing that axe finds, and nothing beyond the window.</summary>
    public async Task MustBeAccessibleAsync()
    {
        var result = await Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
        Assert.InRange(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, Page.ViewportSize!.Width);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, await Page.Locator("script, [onclick], [style]").CountAsync());
        var cookies = await _context.CookiesAsync();
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
        Assert.All(_requested, url => Assert.True(_address.IsBaseOf(new Uri(url)) || _elsewhere.IsBaseOf(new Uri(url)), url));
        foreach (var place in _requested.Select(Uri.UnescapeDataString).Concat(cookies.Select(c => c.Value)))
        {
            Assert.All(_typed, typed => Assert.DoesNotContain(typed, place, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("T[0-9A-Z]{5}-[0-9A-Z]{6}-[0-9A-Z]{6}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VoucherCode();
}
