using System.Net;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Browser.Tests.Samples;

/// <summary>The receiver of webhooks: from whom it takes them, and what it makes of those that come twice, late or out of order.</summary>
[Collection(PlatformSiteCollection.Name)]
public sealed class CoursePlatformWebhookTests(PlatformSite site) : IDisposable
{
    private readonly HttpClient _http = new();
    private int _sent;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Webhook_BySecretOrFormerOne_IsTaken_AndByAnotherRefused()
    {
        var body = Body(new("webhook.test", site.Server.Time.GetUtcNow()));

        Assert.Equal((HttpStatusCode.NoContent, ""), await SendAsync(body, site.Secret));
        Assert.Equal((HttpStatusCode.NoContent, ""), await SendAsync(body, site.FormerSecret));
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_signature"), await SendAsync(body, WebhookSecret.New()));
        Assert.Equal((HttpStatusCode.BadRequest, "webhook_body"), await SendAsync("[]"u8.ToArray(), site.Secret));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "webhook_too_large"), await SendAsync(new byte[WebhookVerifier.MaxBody + 1], site.Secret));
        using var bare = new ByteArrayContent(body);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _http.PostAsync(new Uri(site.Address, "/webhooks"), bare)).StatusCode);
    }

    [Fact]
    public async Task Webhook_OldOrChanged_ChangesNothing()
    {
        var (learner, voucher) = await PaidAsync();
        using var visit = learner;
        var reversed = Event(1_000, FeedEventType.VoucherReversed, voucher);
        var other = Event(1_000, FeedEventType.VoucherLapsed, voucher);

        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_too_old"), await SendAsync(reversed, site.Secret, age: TimeSpan.FromMinutes(6)));
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_too_new"), await SendAsync(reversed, site.Secret, age: TimeSpan.FromMinutes(-6)));
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_signature"), await SendAsync(other, site.Secret, signedFor: reversed));

        Assert.Contains("已用券支付", await learner.GoAsync("/learning"), StringComparison.Ordinal);
        Assert.DoesNotContain("扣减已撤销", learner.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_TwiceAndOutOfOrder_CountOnceAndInTheirOrder()
    {
        var (learner, voucher) = await PaidAsync();
        using var visit = learner;
        await learner.ReadsAsync("<li>");
        var settled = Event(1_003, FeedEventType.VoucherSettled, voucher);
        var approved = Event(1_001, FeedEventType.VoucherApproved, voucher);

        await TakenAsync(settled, id: $"{voucher.Code}-3");
        await TakenAsync(approved, id: $"{voucher.Code}-1");
        await TakenAsync(Event(1_002, FeedEventType.Unknown, voucher), id: $"{voucher.Code}-2");
        await TakenAsync(settled, id: $"{voucher.Code}-3");
        await TakenAsync(approved, id: $"{voucher.Code}-1");

        var told = await learner.GoAsync("/learning");
        var (first, second) = (told.IndexOf("补贴已审核</li>", StringComparison.Ordinal), told.IndexOf("已核销</li>", StringComparison.Ordinal));
        Assert.InRange(first, 0, second);
        Assert.Equal(3, told.Split("<li>").Length - 1);
        Assert.Contains("<dd>已核销</dd>", told, StringComparison.Ordinal);

        // What was heard before is known to the next run as well.
        site.Kill();
        await site.StartAppAsync();
        await TakenAsync(settled, id: $"{voucher.Code}-3");
        Assert.Equal(told.Split("<li>").Length, (await learner.GoAsync("/learning")).Split("<li>").Length);
        Assert.Contains("<dd>已核销</dd>", learner.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_OfAReversal_LetsTheVoucherBeUsedAgain_WhateverComesLate()
    {
        var (person, voucher) = await site.ClaimAsync();
        using var learner = new PlatformVisit(site);
        await learner.ChooseAsync(person, voucher.Code);
        await learner.AuthenticateAsync(person);
        await site.Server.Institution.ReverseAsync(new() { Code = voucher.Code, Reason = "改期" });
        await learner.ReadsAsync("扣减已撤销，券已退回");

        await learner.LookAsync(person);
        await learner.SendAsync("/deduct", voucher.Code);
        await learner.AuthenticateAsync(person);
        Assert.Contains("<dd>已用券支付</dd>", learner.Page.Text, StringComparison.Ordinal);
        await learner.ReadsAsync("<li>");

        Assert.Contains("<dd>已用券支付</dd>", learner.Page.Text, StringComparison.Ordinal);
        await TakenAsync(Event(1_000, FeedEventType.VoucherLapsed, voucher), id: $"{voucher.Code}-late");
        Assert.Contains("<dd>券已过期失效</dd>", await learner.GoAsync("/learning"), StringComparison.Ordinal);
        Assert.Single(await site.RedemptionsAsync(voucher.Code));
    }

    /// <summary>A learner whose course is paid for.</summary>
    private async Task<(PlatformVisit Learner, Voucher Voucher)> PaidAsync()
    {
        var (person, voucher) = await site.ClaimAsync();
        var learner = new PlatformVisit(site);
        await learner.ChooseAsync(person, voucher.Code);
        Assert.Contains("已用券支付", await learner.AuthenticateAsync(person), StringComparison.Ordinal);
        return (learner, voucher);
    }

    private byte[] Event(long number, FeedEventType type, Voucher voucher) => Body(new("voucher.any", site.Server.Time.GetUtcNow(), new()
    {
        Number = number,
        Type = type,
        At = site.Server.Time.GetUtcNow(),
        Voucher = new() { Code = voucher.Code, State = VoucherState.Redeemed, BatchId = "bat_1", SchemeId = "sch_1", Region = "330100", AmountFen = 50_000, LastDay = voucher.LastDay },
    }));

    private static byte[] Body(WebhookMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, ContractsJson.Default.WebhookMessage);

    private async Task TakenAsync(byte[] body, string id) => Assert.Equal((HttpStatusCode.NoContent, ""), await SendAsync(body, site.Secret, id: id));

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(byte[] body, WebhookSecret secret, TimeSpan age = default, byte[]? signedFor = null, string? id = null)
    {
        var signed = new WebhookSigner(secret).Sign(id ?? $"msg-{secret.GetHashCode()}-{++_sent}", site.Server.Time.GetUtcNow() - age, signedFor ?? body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, "/webhooks")) { Content = new ByteArrayContent(body) };
        foreach (var name in new[] { WebhookHeaders.Id, WebhookHeaders.Timestamp, WebhookHeaders.Signature })
        {
            request.Headers.Add(name, signed.Header(name));
        }

        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
