using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>What is refused, and how that is said.</summary>
[Collection(BankSiteCollection.Name)]
public sealed partial class BankAppRefusalTests(BankSite site)
{
    [Fact]
    public async Task Claim_ConditionNotMet_SaysWhichOne()
    {
        await using var customer = await site.ComeAsync("/");

        await customer.ChooseAsync("失业人员券", site.Server.NewPerson());

        await customer.SeesAsync("暂不能领取");
        await customer.ReadsAsync(ErrorCodes.NotEligible.Chinese);
        await customer.ReadsAsync(ErrorCodes.NotEligible.NextChinese);
        await customer.ReadsAsync("以下条件未满足： 登记失业人员");
    }

    [Fact]
    public async Task Claim_TooYoung_SaysSo()
    {
        await using var customer = await site.ComeAsync("/");

        await customer.ChooseAsync("电工补贴券", site.Server.NewPerson(site.Server.Today.AddYears(-17)));

        await customer.SeesAsync("暂不能领取");
        await customer.ReadsAsync("以下条件未满足： 年满18周岁");
    }

    [Fact]
    public async Task Claim_ASecondTime_SaysThatThereIsOneAlready()
    {
        var person = site.Server.NewPerson();
        await site.Server.ClaimAsync(person, site.Welding);
        await using var customer = await site.ComeAsync("/");

        await customer.ChooseAsync("焊工补贴券", person);

        await customer.SeesAsync("暂不能领取");
        await customer.ReadsAsync($"{ErrorCodes.AlreadyClaimed.Chinese} {ErrorCodes.AlreadyClaimed.NextChinese}");
        Assert.Single(await site.VouchersOfAsync(person));
    }

    [Fact]
    public async Task Claim_LastOneGoneMeanwhile_IsSoldOut()
    {
        var batch = await site.Server.ReleaseAsync(BankSite.Scheme("最后一张", "The last one"), quantity: 1);
        var (late, quick) = (site.Server.NewPerson(), site.Server.NewPerson());
        await using var customer = await site.ComeAsync($"/vouchers/{batch.Id}");
        await customer.ChooseAsync("最后一张", late);
        await customer.SeesAsync("确认领取");
        await site.Server.ClaimAsync(quick, batch);

        await customer.ClickAsync("确认领取");

        await customer.SeesAsync("未办理");
        await customer.ReadsAsync($"{ErrorCodes.SoldOut.Chinese} {ErrorCodes.SoldOut.NextChinese}");
        Assert.Empty(await site.VouchersOfAsync(late));
    }

    [Fact]
    public async Task Claim_PledgeNotTicked_AsksAgainAndClaimsNothing()
    {
        var person = site.Server.NewPerson();
        await using var customer = await site.ComeAsync("/");
        await customer.ChooseAsync("电工补贴券", person);
        await customer.SeesAsync("确认领取");

        await customer.ClickAsync("确认领取");
        Assert.True(await customer.Page.EvaluateAsync<bool>("document.querySelector('[name=pledge]').validity.valueMissing"));
        await customer.Page.EvaluateAsync("document.querySelector('[name=pledge]').required = false");
        await customer.ClickAsync("确认领取");

        await customer.ReadsAsync("请勾选全部承诺后再继续。");
        Assert.Empty(await site.VouchersOfAsync(person));
        await customer.PledgeAsync("本人目前不在校");
        await customer.ClickAsync("确认领取");
        await customer.SeesAsync("领取成功");
    }

    [Fact]
    public async Task Identify_MistypedNumber_AsksAgainWithoutRepeatingIt()
    {
        var person = site.Server.NewPerson();
        var number = person.Card.Number;
        await using var customer = await site.ComeAsync("/");
        await customer.Button("焊工补贴券", "领取").First.ClickAsync();

        await customer.IdentifyAsync(person, number[..^1] + (number[^1] == '1' ? '2' : '1'));
        await customer.ReadsAsync("姓名或证件号码有误，请核对后重新填写。");
        Assert.Equal((person.Name, ""), (await customer.Page.InputValueAsync("#name"), await customer.Page.InputValueAsync("#number")));
        await customer.IdentifyAsync(person);

        await customer.SeesAsync("确认领取");
    }

    [Fact]
    public async Task Identify_TheSameFormForSomebodyElse_BeginsAgain()
    {
        await using var customer = await site.ComeAsync("/");
        await customer.Button("焊工补贴券", "领取").First.ClickAsync();
        await customer.SeesAsync("身份认证");
        await customer.Page.EvaluateAsync("document.querySelector('form.card').target = '_blank'");

        var first = await customer.Page.RunAndWaitForPopupAsync(() => customer.IdentifyAsync(site.Server.NewPerson()));
        await Assertions.Expect(first.Locator("h1")).ToHaveTextAsync("确认领取");
        var second = await customer.Page.RunAndWaitForPopupAsync(() => customer.IdentifyAsync(site.Server.NewPerson()));

        await Assertions.Expect(second.Locator("h1")).ToHaveTextAsync("未办理");
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync($"{ErrorCodes.SessionUsed.Chinese} {ErrorCodes.SessionUsed.NextChinese}");
    }

    [Theory]
    [InlineData("/no-such-activity")]
    [InlineData("/a/b/c")]
    public async Task Get_UnknownAddress_IsAPage(string path)
    {
        using var http = new HttpClient();

        var response = await http.GetAsync(new Uri(site.Address, path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("没有此页，或该活动已结束。", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/identify")]
    [InlineData("/identified")]
    [InlineData("/confirm")]
    public async Task Post_FromAnotherSite_IsRefused(string path)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["purpose"] = "claim", ["batch"] = site.Welding.Id, ["errand"] = "x", ["name"] = "x", ["number"] = "x", ["type"] = "residentIdCard",
        });

        var response = await http.PostAsync(new Uri(site.Address, path), form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("页面已失效，未办理。", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ErrandThatWasChanged_IsRefused()
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(site.Address, "/wallet"));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value, ["errand"] = "CfDJ8" });

        var response = await http.PostAsync(new Uri(site.Address, "/confirm"), form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("页面已失效，未办理。", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
