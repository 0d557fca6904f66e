using Deque.AxeCore.Playwright;

namespace TrainingVoucher.Browser.Tests;

[Collection(VerifySiteCollection.Name)]
public sealed class VerifyAccessTests(VerifySite site)
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public async Task Page_EveryAnswer_HasNoAccessibilityViolation(string language)
    {
        await using var visitor = await site.VisitAsync(language);
        await AssertAccessibleAsync(visitor);
        foreach (var text in (string[])[site.Good.Code, site.Used.Code, site.Unknown, site.Mistyped])
        {
            var before = await visitor.Answer.CountAsync() == 0 ? "" : await visitor.Answer.InnerTextAsync();
            await visitor.CheckAsync(text);
            await Microsoft.Playwright.Assertions.Expect(visitor.Answer).Not.ToHaveTextAsync(before);
            await AssertAccessibleAsync(visitor);
        }
    }

    [Theory]
    [InlineData("zh-CN", 320)]
    [InlineData("en-US", 320)]
    [InlineData("en-US", 768)]
    public async Task Page_NarrowWindow_NeverScrollsSideways(string language, int width)
    {
        await using var visitor = await site.VisitAsync(language, width: width, height: 568);
        Assert.InRange(await ContentWidthAsync(visitor), 1, width);

        await visitor.CheckAsync(site.Forged);

        await Microsoft.Playwright.Assertions.Expect(visitor.Answer).ToBeVisibleAsync();
        Assert.InRange(await ContentWidthAsync(visitor), 1, width);
    }

    [Fact]
    public async Task Page_KeyboardOnly_ReachesEverything()
    {
        await using var visitor = await site.VisitAsync();
        await Microsoft.Playwright.Assertions.Expect(visitor.Box).ToBeFocusedAsync();

        await visitor.Page.Keyboard.TypeAsync(site.Good.Code);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Microsoft.Playwright.Assertions.Expect(visitor.Button).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Space");
        await visitor.SeesAsync("真券，可以使用");
        await Microsoft.Playwright.Assertions.Expect(visitor.Box).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator(".switch")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.SeesAsync("Genuine and usable");
    }

    [Theory]
    [InlineData("#scan", 56)]
    [InlineData("button.primary", 56)]
    [InlineData(".switch", 40)]
    public async Task Page_Controls_AreLargeEnoughForACounter(string control, int pixels)
    {
        await using var visitor = await site.VisitAsync(width: 320, height: 568);

        var box = await visitor.Page.Locator(control).BoundingBoxAsync();

        Assert.True(box!.Height >= pixels, $"{control} is {box.Height} pixels high.");
    }

    private static Task<int> ContentWidthAsync(Visitor visitor) => visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

    private static async Task AssertAccessibleAsync(Visitor visitor)
    {
        var result = await visitor.Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(' ', v.Nodes.Select(n => n.Html))}")));
    }
}
