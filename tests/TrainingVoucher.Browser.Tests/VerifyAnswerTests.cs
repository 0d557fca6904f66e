namespace TrainingVoucher.Browser.Tests;

[Collection(VerifySiteCollection.Name)]
public sealed class VerifyAnswerTests(VerifySite site)
{
    public static TheoryData<string, string, string, string> Answers => new()
    {
        { "good", "真券，可以使用", "Genuine and usable", "answer-good" },
        { "used", "真券，但不能使用", "Genuine but not usable", "answer-caution" },
        { "good token", "真券，可以使用", "Genuine and usable", "answer-good" },
        { "used token", "真券，但不能使用", "Genuine but not usable", "answer-caution" },
        { "unknown", "没有此券", "There is no such voucher", "answer-bad" },
        { "forged", "券凭证签名不符，可能是伪造", "The signature does not match; the token may be forged", "answer-bad" },
        { "mistyped", "唯一码输入有误", "The code is mistyped", "answer-again" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Check_Chinese_AnswersInChinese(string which, string chinese, string english, string look)
    {
        Assert.NotEqual(chinese, english);
        await using var visitor = await site.VisitAsync("zh-CN");

        await visitor.CheckAsync(Text(which));

        await visitor.SeesAsync(chinese);
        Assert.Equal(1, await visitor.Page.Locator($".answer.{look}").CountAsync());
        Assert.StartsWith(chinese, await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(Text(which), await visitor.Box.InputValueAsync());
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Check_English_AnswersInEnglish(string which, string chinese, string english, string look)
    {
        Assert.NotEqual(chinese, english);
        await using var visitor = await site.VisitAsync("en-US");

        await visitor.CheckAsync(Text(which));

        await visitor.SeesAsync(english);
        Assert.Equal(1, await visitor.Page.Locator($".answer.{look}").CountAsync());
        Assert.Equal("en", await visitor.Page.GetAttributeAsync("html", "lang"));
    }

    [Fact]
    public async Task Check_UsedVoucher_TellsNothingElse()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.CheckAsync(site.Used.Code);

        await visitor.SeesAsync("真券，但不能使用");
        var page = await visitor.Page.InnerTextAsync("body");
        Assert.DoesNotContain("已使用", page, StringComparison.Ordinal);
        Assert.DoesNotContain("500", page, StringComparison.Ordinal);
        Assert.DoesNotContain("面值券", page, StringComparison.Ordinal);
        Assert.DoesNotContain("培训学校", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_AfterAnAnswer_KeepsItInTheOtherLanguage()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.CheckAsync(site.Good.Code);
        await visitor.SeesAsync("真券，可以使用");

        await visitor.Page.ClickAsync("text=English");
        await visitor.SeesAsync("Genuine and usable");
        await visitor.CheckAsync(site.Used.Code);

        await visitor.SeesAsync("Genuine but not usable");
    }

    [Fact]
    public async Task Switch_BeforeAnything_ChangesTheLanguageForGood()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.Page.ClickAsync("text=English");
        await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Check a voucher");
        await visitor.Page.ClickAsync(".brand");

        await Microsoft.Playwright.Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Check a voucher");
    }

    private string Text(string which) => which switch
    {
        "good" => site.Good.Code,
        "used" => site.Used.Code,
        "good token" => site.Good.Token!,
        "used token" => site.Used.Token!,
        "unknown" => site.Unknown,
        "forged" => site.Forged,
        _ => site.Mistyped,
    };
}
