using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>The way of a learner in a browser, from a course to the voucher that pays for it and what becomes of that.</summary>
[Collection(PlatformSiteCollection.Name)]
public sealed class CoursePlatformTests(PlatformSite site)
{
    [Theory]
    [InlineData("zh-CN", 1024, "在线课程", "报名", "身份认证", "我的课程", "用培训券支付", "选择培训券", "扣减此券", "已用券支付", "补贴已拨付")]
    [InlineData("en-US", 320, "Online courses", "Enrol", "Who you are", "My courses", "Pay with a training voucher", "Choose a voucher", "Deduct this voucher", "paid for with a voucher", "subsidy paid")]
    public async Task Learner_EnrolsAndPaysWithAVoucher_AndReadsWhatBecomesOfIt(
        string language, int width, string courses, string enrol, string who, string learning, string pay, string choose, string deduct, string used, string paid)
    {
        var (person, voucher) = await site.ClaimAsync();
        await site.Server.ClaimAsync(person, site.Electrics);
        await using var learner = await site.ComeAsync(language, width);
        await learner.SeesAsync(courses);
        await LookAsync();

        await learner.Page.Locator("form:has([value='welder-5'])").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = enrol, Exact = true }).ClickAsync();
        await learner.SeesAsync(who);
        await LookAsync();
        await learner.AuthenticateAsync(person);
        await learner.SeesAsync(learning);
        await LookAsync();
        await learner.ClickAsync(pay);
        await learner.AuthenticateAsync(person);
        await learner.SeesAsync(choose);
        await LookAsync();
        Assert.Equal(voucher.Code, await learner.Page.InnerTextAsync("article .code"));
        await learner.ClickAsync(deduct);
        await learner.SeesAsync(who);
        await learner.ReadsAsync(voucher.Code);
        await learner.AuthenticateAsync(person);

        await learner.SeesAsync(learning);
        await learner.ReadsAsync(used);
        await learner.ReadsAsync(language == "zh-CN" ? "500.00 元" : "500.00 yuan");
        Assert.Equal(0, await learner.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = pay }).CountAsync());
        Assert.Equal(voucher.Code, Assert.Single(await site.RedemptionsAsync(voucher.Code)).Voucher.Code);

        await PayAsync(voucher);
        await Wait.UntilAsync(async () =>
        {
            await learner.GoAsync("/learning");
            return await learner.Page.Locator("ol li").CountAsync() == 4 || await PlatformVisit.LaterAsync();
        });
        await learner.ReadsAsync(paid);
        await LookAsync();

        // Narrow windows are the harder ones, and languages do not differ in this.
        Task LookAsync() => width == 320 ? learner.MustBeAccessibleAsync() : Task.CompletedTask;
    }

    /// <summary>The institution applies for the money, and gets it.</summary>
    private async Task PayAsync(Voucher voucher)
    {
        var application = (await site.Server.Institution.SubmitApplicationAsync(Settling.Roster(voucher.Code))).Application!;
        await site.Server.Maker.ReviewApplicationAsync(application.Id, Settling.Accept(1));
        await site.Server.Checker.ApproveApplicationAsync(application.Id);
        await site.Server.Maker.DisburseApplicationAsync(application.Id, new() { Reference = "1", PaidOn = site.Server.Today });
    }
}
