using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Samples;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>A deduction counts once whatever breaks off, and what is refused is said.</summary>
[Collection(PlatformSiteCollection.Name)]
public sealed partial class CoursePlatformDeductionTests(PlatformSite site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deduct_PlatformDiesInTheMiddle_IsDoneOnceByTheNextRun(bool afterItsAnswer)
    {
        var (person, voucher) = await site.ClaimAsync();
        using var learner = new PlatformVisit(site);
        await learner.ChooseAsync(person, voucher.Code);
        var before = site.Relay.Asked.Length;
        var killed = site.KillAtRedemption(afterItsAnswer);

        await Assert.ThrowsAnyAsync<Exception>(() => learner.AuthenticateAsync(person));
        await killed;
        Assert.Equal(afterItsAnswer ? 1 : 0, (await site.RedemptionsAsync(voucher.Code)).Count);
        await site.StartAppAsync();

        await learner.ReadsAsync("已用券支付");
        Assert.Single(await site.RedemptionsAsync(voucher.Code));
        Assert.Single(RedeemKey().Matches(site.Relay.Asked[before..]).Select(m => m.Groups["key"].Value).Distinct());
    }

    [Fact]
    public async Task Deduct_NoAnswer_SaysSoAndAsksAgainWithTheSameKey()
    {
        var (person, voucher) = await site.ClaimAsync();
        using var learner = new PlatformVisit(site);
        await learner.ChooseAsync(person, voucher.Code);
        var before = site.Relay.Asked.Length;
        var broken = site.BreakAtRedemption();

        var told = await learner.AuthenticateAsync(person);
        await broken;
        Assert.Contains("扣减结果未知，系统正在自动确认，不会重复扣减", told, StringComparison.Ordinal);
        Assert.DoesNotContain("用培训券支付", told, StringComparison.Ordinal);
        site.Mend();

        await learner.ReadsAsync("已用券支付");
        Assert.Single(await site.RedemptionsAsync(voucher.Code));
        Assert.Single(RedeemKey().Matches(site.Relay.Asked[before..]).Select(m => m.Groups["key"].Value).Distinct());
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public async Task Deduct_VoucherUsedMeanwhile_SaysWhyAndWhatToDo(string language)
    {
        var (person, voucher) = await site.ClaimAsync();
        using var learner = new PlatformVisit(site, language);
        await learner.GoAsync("/");
        await learner.SendAsync("/enrol", "welder-5");
        await learner.AuthenticateAsync(person);
        await learner.LookAsync(person);
        await learner.SendAsync("/deduct", voucher.Code);
        await site.Server.Institution.RedeemAsync(new() { Scan = voucher.Code, Document = person.Card, Project = "welder", ClassEndsOn = site.Server.Today.AddDays(9) });

        var told = await learner.AuthenticateAsync(person);

        var (sentence, next) = (ErrorCodes.AlreadyRedeemed.Sentence, ErrorCodes.AlreadyRedeemed.Next);
        Assert.Contains(language == "zh-CN" ? sentence.Zh : sentence.En, told, StringComparison.Ordinal);
        Assert.Contains(language == "zh-CN" ? next.Zh : next.En, told, StringComparison.Ordinal);
        Assert.Contains(language == "zh-CN" ? "用培训券支付" : "Pay with a training voucher", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vouchers_OfAnotherPersonOrForAnotherProject_AreNotOffered()
    {
        var (person, other) = (site.Server.NewPerson(), (await site.ClaimAsync()).Person);
        await site.Server.ClaimAsync(person, site.Electrics);
        using var learner = new PlatformVisit(site);
        await learner.EnrolAsync(person);

        Assert.Contains("您没有可用于本课程的培训券。", await learner.LookAsync(person), StringComparison.Ordinal);
        await learner.GoAsync("/learning");
        var told = await learner.LookAsync(other);

        Assert.Contains("认证的人不是报名本课程的人。", told, StringComparison.Ordinal);
        Assert.DoesNotContain("扣减此券", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrol_AtAnInstitutionThatDoesNotLetThePlatform_SaysSo()
    {
        using var learner = new PlatformVisit(site);
        await learner.GoAsync("/");

        var told = await learner.SendAsync("/enrol", "other");

        Assert.Contains(ErrorCodes.NotDelegated.Chinese, told, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.NotDelegated.NextChinese, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_IsForWhoIsEnrolled_AndShowsNobodyElse()
    {
        var (person, stranger) = (site.Server.NewPerson(), site.Server.NewPerson());
        using var learner = new PlatformVisit(site);
        using var other = new PlatformVisit(site);
        await learner.EnrolAsync(person);
        await learner.SendAsync("/sign-out");
        Assert.Equal("/", learner.Page.At.AbsolutePath);
        Assert.DoesNotContain("已报名，未支付", await learner.GoAsync("/learning"), StringComparison.Ordinal);

        await other.GoAsync("/");
        await other.SendAsync("/sign-in", "welder-5");
        Assert.Contains("您尚未报名此课程。", await other.AuthenticateAsync(stranger), StringComparison.Ordinal);
        await learner.SendAsync("/sign-in", "welder-5");
        Assert.Contains("已报名，未支付", await learner.AuthenticateAsync(person), StringComparison.Ordinal);

        var enrolment = EnrolmentField().Match(learner.Page.Text).Groups["id"].Value;
        await other.EnrolAsync(stranger);
        Assert.Contains("您已退出登录，未办理。", await other.SendAsync("/vouchers", new Dictionary<string, string> { ["__RequestVerificationToken"] = other.Token, ["enrolment"] = enrolment }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_OfAnotherBrowserOrOnce_IsOutOfDate()
    {
        var person = site.Server.NewPerson();
        using var learner = new PlatformVisit(site);
        using var thief = new PlatformVisit(site);
        await learner.GoAsync("/");
        await learner.SendAsync("/enrol", "welder-5");
        var told = await learner.AuthenticateAsync(person);
        Assert.Contains("已报名，未支付", told, StringComparison.Ordinal);
        var session = SessionAt().Match(site.Relay.Asked[site.Relay.Asked.LastIndexOf("/v1/identity-sessions/ids_", StringComparison.Ordinal)..]).Groups["id"].Value;

        Assert.Contains("页面已失效，未办理。", await thief.GoAsync($"/identified?session={session}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, thief.Page.Status);
        await thief.GoAsync("/");
        await thief.SendAsync("/enrol", "welder-5");
        Assert.Contains("页面已失效，未办理。", await thief.GoAsync($"/identified?session={session}"), StringComparison.Ordinal);
        Assert.Contains("在线课程", await thief.GoAsync("/learning"), StringComparison.Ordinal);
        Assert.Contains("已报名，未支付", await learner.GoAsync($"/identified?session={session}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/enrol")]
    [InlineData("/sign-in")]
    [InlineData("/vouchers")]
    [InlineData("/deduct")]
    [InlineData("/sign-out")]
    public async Task Post_FromAnotherSite_IsRefused(string path)
    {
        using var visit = new PlatformVisit(site);

        var told = await visit.SendAsync(path, new Dictionary<string, string> { ["course"] = "welder-5", ["enrolment"] = "x", ["chosen"] = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, visit.Page.Status);
        Assert.Contains("页面已失效，未办理。", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSettingsThatCannotBeUsed_SaysAllThatIsWrong()
    {
        var start = new ProcessStartInfo(SamplePrograms.Dotnet, [SamplePrograms.Of("CoursePlatform")])
        {
            Environment =
            {
                ["Platform__PublicAddress"] = "courses", ["Platform__WebhookSecrets__0"] = "whsec_short", ["Platform__Courses__a b__Project"] = "welder",
            },
        };

        var (exit, output) = await ProcessRun.ToEndAsync(start);

        Assert.Equal(2, exit);
        Assert.All(["PublicAddress", "WebhookSecrets", "Courses:a b must", "Courses:a b needs"], name => Assert.Contains($"Platform:{name}", output, StringComparison.Ordinal));
    }

    [GeneratedRegex("POST /v1/vouchers/redeem .*?Idempotency-Key: (?<key>[0-9a-f]+)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RedeemKey();

    [GeneratedRegex("name=\"enrolment\" value=\"(?<id>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnrolmentField();

    [GeneratedRegex("/v1/identity-sessions/(?<id>ids_[0-9A-Za-z]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionAt();
}
