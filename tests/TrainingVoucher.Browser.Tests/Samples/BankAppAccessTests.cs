namespace TrainingVoucher.Browser.Tests.Samples;

[Collection(BankSiteCollection.Name)]
public sealed class BankAppAccessTests(BankSite site)
{
    [Theory]
    [InlineData("zh-CN", 1024, "可领取的培训券", "确认领取", "领取成功", "我的券包", "暂不能领取")]
    [InlineData("en-US", 320, "Vouchers you can claim", "Claim it", "It is yours", "My wallet", "You cannot claim it")]
    public async Task Pages_InBothLanguages_HaveNoAccessibilityViolation(
        string language, int width, string offers, string confirm, string claimed, string wallet, string notEligible)
    {
        var person = site.Server.NewPerson();
        await using var customer = await site.ComeAsync("/", language, width: width);
        await customer.SeesAsync(offers);
        await customer.MustBeAccessibleAsync();

        await customer.Page.Locator($"form:has([value='{site.Electrics.Id}']) button").ClickAsync();
        await customer.MustBeAccessibleAsync();
        await customer.IdentifyAsync(person, "1");
        await customer.MustBeAccessibleAsync();
        await customer.IdentifyAsync(person);
        await customer.SeesAsync(confirm);
        await customer.MustBeAccessibleAsync();
        await customer.Page.CheckAsync("[name=pledge]");
        await customer.Page.ClickAsync("form.card button");
        await customer.SeesAsync(claimed);
        await customer.MustBeAccessibleAsync();

        await customer.GoAsync("/wallet");
        await customer.SeesAsync(wallet);
        await customer.MustBeAccessibleAsync();
        await customer.Page.ClickAsync("main form button");
        await customer.IdentifyAsync(person);
        await customer.SeesAsync(wallet);
        await customer.MustBeAccessibleAsync();

        await customer.Page.Locator($"form:has([name=batch][type=hidden][value='{site.Unemployed.Id}']) button").ClickAsync();
        await customer.IdentifyAsync(person);
        await customer.SeesAsync(notEligible);
        await customer.MustBeAccessibleAsync();
    }

    [Fact]
    public async Task Language_Switched_StaysSoAndKeepsTheLink()
    {
        await using var customer = await site.ComeAsync("/skills-day?from=poster");
        await customer.SeesAsync("技能提升日");

        await customer.Page.ClickAsync("text=English");
        await customer.SeesAsync("Skills day");
        Assert.Contains("from=poster", customer.Page.Url, StringComparison.Ordinal);
        await customer.GoAsync("/");

        await customer.SeesAsync("Vouchers you can claim");
    }

    [Fact]
    public async Task Form_ByKeyboardOnly_IsFilledInAndSent()
    {
        var person = site.Server.NewPerson();
        await using var customer = await site.ComeAsync("/wallet");

        await customer.Page.FocusAsync("main form button");
        await customer.Page.Keyboard.PressAsync("Enter");
        await customer.SeesAsync("身份认证");
        await customer.Page.FocusAsync("#name");
        await customer.Page.Keyboard.TypeAsync(person.Name);
        await customer.Page.Keyboard.PressAsync("Tab");
        await customer.Page.Keyboard.PressAsync("Tab");
        await customer.Page.Keyboard.TypeAsync(person.Card.Number);
        await customer.Page.Keyboard.PressAsync("Enter");

        await customer.SeesAsync("我的券包");
        await customer.ReadsAsync("您还没有培训券。");
    }
}
