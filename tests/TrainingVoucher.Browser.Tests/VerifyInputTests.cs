using TrainingVoucher.Contracts;

namespace TrainingVoucher.Browser.Tests;

[Collection(VerifySiteCollection.Name)]
public sealed class VerifyInputTests(VerifySite site)
{
    [Theory]
    [InlineData("lower")]
    [InlineData("no dashes")]
    [InlineData("spaces")]
    [InlineData("full width")]
    [InlineData("O for 0, l for 1")]
    public async Task Check_CodeAsPeopleTypeIt_IsRead(string how)
    {
        await using var visitor = await site.VisitAsync();

        await visitor.CheckAsync(Written(site.Good.Code, how));

        await visitor.SeesAsync("真券，可以使用");
    }

    [Fact]
    public async Task Scan_OneAfterAnother_ReplacesWhatStoodThere()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.ScanAsync(site.Good.Token!);
        await visitor.SeesAsync("真券，可以使用");
        await visitor.ScanAsync(site.Used.Token!);

        await visitor.SeesAsync("真券，但不能使用");
        Assert.Equal(site.Used.Token, await visitor.Box.InputValueAsync());
    }

    [Fact]
    public async Task Check_FiveThousandCharacters_SaysTooLongAndKeepsThem()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.CheckAsync(new string('券', 5_000));

        await visitor.SeesAsync("输入的内容过长");
        Assert.Equal(5_000, (await visitor.Box.InputValueAsync()).Length);
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("'><img src=x onerror=alert(1)>")]
    [InlineData("</title><svg onload=alert(1)>&quot;&#x27;")]
    public async Task Check_Markup_StaysText(string text)
    {
        await using var visitor = await site.VisitAsync();

        await visitor.CheckAsync(text);

        await visitor.SeesAsync(ErrorCodes.CodeAlphabet.Chinese.TrimEnd('。'));
        Assert.Equal(text, await visitor.Box.InputValueAsync());
        Assert.Equal(0, await visitor.Page.Locator("main script, main img, [onload], [onerror]").CountAsync());
    }

    [Fact]
    public async Task Check_Nothing_StaysOnThePage()
    {
        await using var visitor = await site.VisitAsync();

        await visitor.Button.ClickAsync();

        Assert.True(await visitor.Box.EvaluateAsync<bool>("box => box.validity.valueMissing"));
        Assert.Equal(0, await visitor.Answer.CountAsync());
    }

    [Fact]
    public async Task Check_WithoutScript_AnswersAndSwitchesLanguage()
    {
        await using var visitor = await site.VisitAsync(script: false);

        await visitor.ScanAsync(site.Good.Token!);
        await visitor.SeesAsync("真券，可以使用");
        await visitor.Page.ClickAsync("text=English");
        await visitor.SeesAsync("Genuine and usable");
        await visitor.Page.ClickAsync("text=Check another one");
        await Microsoft.Playwright.Assertions.Expect(visitor.Box).ToHaveValueAsync("");
        await visitor.ScanAsync(site.Used.Code);

        await visitor.SeesAsync("Genuine but not usable");
    }

    private static string Written(string code, string how) => how switch
    {
        "lower" => code.ToLowerInvariant(),
        "no dashes" => code.Replace("-", "", StringComparison.Ordinal),
        "spaces" => "  " + code.Replace('-', ' ') + " ",
        "full width" => string.Concat(code.Select(c => (char)(c + 0xFEE0))),
        _ => code.Replace('0', 'O').Replace('1', 'l'),
    };
}
