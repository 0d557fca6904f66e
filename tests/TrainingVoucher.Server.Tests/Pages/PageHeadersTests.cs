using System.Net;

namespace TrainingVoucher.Server.Tests.Pages;

public sealed class PageHeadersTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private PageVisit _visit = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(configure: o => o.PagesPerMinute = 4);
        _visit = PageVisit.To(_server);
    }

    public async Task DisposeAsync()
    {
        await _visit.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task EveryPage_Headers_LetNothingInAndNothingStay()
    {
        var shown = await _visit.GetAsync("/verify");
        var checkedOne = await _visit.CheckAsync("T123");
        var forged = await _visit.PostAsync("/verify", new() { ["scan"] = "T123" });
        var limited = await _visit.GetAsync("/verify");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests],
            [shown.Status, checkedOne.Status, forged.Status, limited.Status]);
        Assert.All([shown, checkedOne, forged, limited], page =>
        {
            AssertClosed(page);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task FormCookie_Attributes_AreStrict()
    {
        var answer = await _visit.GetAsync("/verify");

        Assert.Contains("tv-form=", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Contains("samesite=strict", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("site.css", "text/css; charset=utf-8")]
    [InlineData("site.js", "text/javascript; charset=utf-8")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task Asset_NamedByItsContent_IsKeptForGood(string name, string type)
    {
        var html = (await _visit.GetAsync("/verify")).Html;
        var path = html.Split('"').First(part => part.EndsWith("/" + name, StringComparison.Ordinal));

        var asset = await _visit.GetAsync(path);

        Assert.Equal(type, asset.Headers["Content-Type"]);
        Assert.Contains("immutable", asset.Headers["Cache-Control"], StringComparison.Ordinal);
        AssertClosed(asset);
    }

    [Fact]
    public async Task Reference_ItsScripts_AreThoseOfThisServerAlone()
    {
        var (moved, page) = (await _visit.GetAsync("/reference"), await _visit.GetAsync("/reference/index.html"));

        Assert.Equal((HttpStatusCode.MovedPermanently, HttpStatusCode.OK), (moved.Status, page.Status));
        Assert.EndsWith("reference/index.html", moved.Headers["Location"], StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.DoesNotContain("//", string.Concat(page.Html.Split('"').Where(part => part.EndsWith(".js", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    private static void AssertClosed(PageAnswer page)
    {
        var policy = page.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("DENY", page.Headers["X-Frame-Options"]);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
    }
}
