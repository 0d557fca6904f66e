using System.Globalization;
using System.Net;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Pages;

public sealed class PageLimitTests
{
    [Fact]
    public async Task Pages_MoreThanAllowed_AreRefusedWithASentence()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.PagesPerMinute = 2);
        await using var visit = PageVisit.To(server);
        await visit.CheckAsync("T123", "/verify?lang=en");

        var refused = await visit.GetAsync("/verify");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("Too many checks; nothing was checked", refused.Text, StringComparison.Ordinal);
        Assert.Contains($"Try again in {refused.Headers["Retry-After"]} seconds.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_MoreThanAllowed_DoNotStopTheApi()
    {
        await using var server = await TestServer.StartAsync(configure: o => o.PagesPerMinute = 1);
        await using var visit = PageVisit.To(server);
        await visit.GetAsync("/verify");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visit.GetAsync("/verify")).Status);

        Assert.Equal(HttpStatusCode.OK, (await visit.GetAsync("/healthz")).Status);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void VisitorOf_Address_IsANetworkOrAHost(string address, string visitor) =>
        Assert.Equal(IPAddress.Parse(visitor), Visitors.Of(IPAddress.Parse(address)));
}
