using System.Text.RegularExpressions;
using TrainingVoucher.Server.Tests;
using TrainingVoucher.Server.Tests.Identity.Oidc;
using TrainingVoucher.Testing;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>A learner at the course platform whose browser is reduced to HTTP: it keeps cookies and sends the forms that are on the page.</summary>
internal sealed partial class PlatformVisit(PlatformSite site, string language = "zh-CN") : IDisposable
{
    private readonly HolderBrowser _browser = new(language);

    /// <summary>The page that is shown.</summary>
    public Shown Page { get; private set; } = null!;

    public async Task<string> GoAsync(string path) => (Page = await _browser.GoAsync(new Uri(site.Address, path).AbsoluteUri)).Text;

    /// <summary>Sends the form of the page that leads to an address and has the given text in it.</summary>
    public async Task<string> SendAsync(string action, string having = "")
    {
        var form = Form().Matches(Page.Text).Select(m => m.Value).First(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal) && f.Contains(having, StringComparison.Ordinal));
        return await SendAsync(action, Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value));
    }

    public async Task<string> SendAsync(string action, Dictionary<string, string> fields) =>
        (Page = await _browser.PostAsync(new Uri(site.Address, action).AbsoluteUri, fields)).Text;

    /// <summary>The field that keeps forms of other sites out.</summary>
    public string Token => Hidden().Matches(Page.Text).First(m => m.Groups["name"].Value == "__RequestVerificationToken").Groups["value"].Value;

    /// <summary>Goes where the page leads to be authenticated, does as the sandbox asks, and comes back.</summary>
    public async Task<string> AuthenticateAsync(TestingPerson person)
    {
        var form = await _browser.GoAsync(Leaves().Match(Page.Text).Groups["url"].Value);
        var back = await _browser.PostAsync(new Uri(form.At, "/identity/callback").AbsoluteUri, new()
        {
            ["type"] = person.Card.Type.ToString(), ["number"] = person.Card.Number, ["name"] = person.Name, ["state"] = form.At.Query.Split("state=")[1],
        });
        return (Page = back).Text;
    }

    public async Task EnrolAsync(TestingPerson person)
    {
        await GoAsync("/");
        await SendAsync("/enrol", "welder-5");
        Assert.Contains("已报名，未支付", await AuthenticateAsync(person), StringComparison.Ordinal);
    }

    /// <summary>Goes on to the vouchers that are good for the course.</summary>
    public async Task<string> LookAsync(TestingPerson person)
    {
        await SendAsync("/vouchers");
        return await AuthenticateAsync(person);
    }

    /// <summary>From a fresh browser to the last step: the holder is to be authenticated for the deduction.</summary>
    public async Task ChooseAsync(TestingPerson person, string code)
    {
        await EnrolAsync(person);
        await LookAsync(person);
        await SendAsync("/deduct", code);
    }

    /// <summary>Waits until the page of one's courses says something.</summary>
    public Task ReadsAsync(string text) => Wait.UntilAsync(async () => (await GoAsync("/learning")).Contains(text, StringComparison.Ordinal) || await LaterAsync());

    /// <summary>Not yet; each look costs the platform a page.</summary>
    public static async Task<bool> LaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        return false;
    }

    public void Dispose() => _browser.Dispose();

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("class=\"action\" href=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leaves();
}
