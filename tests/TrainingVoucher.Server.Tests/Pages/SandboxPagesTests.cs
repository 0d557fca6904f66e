using System.Net;
using System.Text.RegularExpressions;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Sandbox;

namespace TrainingVoucher.Server.Tests.Pages;

/// <summary>The pages of a sandbox say that they are, in both languages, and lead nowhere else.</summary>
public sealed partial class SandboxPagesTests : IAsyncLifetime
{
    private const string Chinese = "沙箱环境：仅供测试";
    private const string English = "Sandbox: for tests only.";

    private SandboxScene _scene = null!;
    private PageVisit _visit = null!;

    public async Task InitializeAsync()
    {
        _scene = await SandboxScene.StartAsync();
        _visit = PageVisit.To(_scene.Server);
    }

    public async Task DisposeAsync()
    {
        await _visit.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Get_Root_RedirectsIntoTheSandbox() => Assert.Equal("/sandbox/verify", (await _visit.GetAsync("/sandbox")).Headers["Location"]);

    [Fact]
    public async Task EveryAddress_OfAPage_IsOfTheSandbox()
    {
        foreach (var page in new[] { await _visit.GetAsync("/sandbox/verify?lang=en"), await _visit.CheckAsync("T123", "/sandbox/verify?lang=zh") })
        {
            var addresses = Address().Matches(page.Html).Select(m => m.Groups["address"].Value).ToList();

            Assert.True(addresses.Count > 5);
            Assert.All(addresses, address => Assert.StartsWith("/sandbox/", address, StringComparison.Ordinal));
            foreach (var asset in addresses.Where(a => a.Contains("/pages/", StringComparison.Ordinal)))
            {
                Assert.Equal(HttpStatusCode.OK, (await _visit.GetAsync(asset)).Status);
            }
        }
    }

    [Theory]
    [InlineData("/sandbox/verify?lang=en", true)]
    [InlineData("/sandbox/verify?lang=zh", true)]
    [InlineData("/verify?lang=en", false)]
    [InlineData("/verify?lang=zh", false)]
    public async Task Banner_InBothLanguages_IsOnEveryPageOfTheSandboxAlone(string path, bool isThere)
    {
        foreach (var page in new[] { await _visit.GetAsync(path), await _visit.CheckAsync("T123", path), await _visit.PostAsync(path, new() { ["scan"] = "T123" }) })
        {
            Assert.Equal((isThere, isThere), (page.Text.Contains(Chinese, StringComparison.Ordinal), page.Text.Contains(English, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Forms_OfBothInOneBrowser_WorkBesideEachOther()
    {
        var voucher = (await _scene.JoinAsync(ClientKind.Institution)).Partner.Vouchers[0].Voucher;
        var (inside, outside) = (await _visit.OpenAsync("/sandbox/verify"), await _visit.OpenAsync("/verify"));

        Assert.Contains("真券，可以使用", (await _visit.CheckAsync(voucher.Code, inside, "/sandbox/verify")).Text, StringComparison.Ordinal);
        var real = await _visit.CheckAsync(voucher.Code, outside, "/verify");
        Assert.Equal(HttpStatusCode.OK, real.Status);
        Assert.DoesNotContain("真券", real.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visit.CheckAsync(voucher.Code, outside, "/sandbox/verify")).Status);
    }

    [GeneratedRegex("(href|src|action)=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
