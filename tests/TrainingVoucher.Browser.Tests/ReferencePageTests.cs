using Microsoft.Playwright;

namespace TrainingVoucher.Browser.Tests;

/// <summary>The API reference reads the document of its own server, keeps to its content policy and asks for no token.</summary>
[Collection(VerifySiteCollection.Name)]
public sealed class ReferencePageTests(VerifySite site)
{
    /// <summary>In milliseconds: the page reads and draws the whole document.</summary>
    private const float Patience = 60_000;

    [Fact]
    public async Task Page_OfAnOperation_ShowsExampleAndRefusals()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.Page.GotoAsync(new Uri(new Uri(visitor.Page.Url), "/reference/index.html#/vouchers/claimVoucher").ToString());

        var operation = visitor.Page.Locator("#operations-vouchers-claimVoucher");
        await Assertions.Expect(operation).ToContainTextAsync("\"batchId\": \"bat_", new() { Timeout = Patience });
        await Assertions.Expect(operation).ToContainTextAsync("sold_out");
        await Assertions.Expect(operation).ToContainTextAsync("Idempotency-Key");
        await Assertions.Expect(visitor.Page.Locator(".try-out")).ToHaveCountAsync(0);
    }
}
