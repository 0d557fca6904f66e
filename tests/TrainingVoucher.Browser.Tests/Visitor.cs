using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TrainingVoucher.Browser.Tests;

/// <summary>
/// Somebody at the verify page, in a fresh browser context. On leaving, every visit must have been clean: no message in the console,
/// no request to anywhere but the server, nothing that was typed in an address.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _typed = new();
    private readonly ConcurrentQueue<string> _requested = new();

    private Visitor(IBrowserContext context, IPage page, string address)
    {
        (_context, _address, Page) = (context, address, page);
        page.Console += (_, message) => _complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Dialog += (_, dialog) => _complaints.Enqueue(dialog.Message);
        context.Request += (_, request) => _requested.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public ILocator Box => Page.Locator("#scan");

    public ILocator Button => Page.Locator("button.primary");

    public ILocator Answer => Page.Locator("#answer");

    public static async Task<Visitor> ArriveAsync(IBrowser browser, string address, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        var visitor = new Visitor(context, await context.NewPageAsync(), address);
        await visitor.Page.GotoAsync(address + "/verify");
        return visitor;
    }

    /// <summary>Puts the text into the box and presses the button.</summary>
    public async Task CheckAsync(string text)
    {
        _typed.Enqueue(text);
        await Box.FillAsync(text);
        await Button.ClickAsync();
    }

    /// <summary>What a scan gun does: keys where the cursor stands, and Enter.</summary>
    public async Task ScanAsync(string text)
    {
        _typed.Enqueue(text);
        await Assertions.Expect(Box).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(text);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until the page answers so.</summary>
    public Task SeesAsync(string answer) => Assertions.Expect(Answer).ToHaveTextAsync(answer);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
        Assert.NotEmpty(_requested);
        Assert.All(_requested, url => Assert.StartsWith(_address + "/", url, StringComparison.Ordinal));
        Assert.All(_requested, url => Assert.DoesNotContain(_typed, text => text.Length > 5 && Uri.UnescapeDataString(url).Contains(text, StringComparison.OrdinalIgnoreCase)));
    }
}
