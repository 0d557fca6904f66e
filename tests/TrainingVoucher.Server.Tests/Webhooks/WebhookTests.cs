using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Webhooks;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Webhooks;

/// <summary>Every event of a feed reaches its receiver, signed, whatever the receiver does meanwhile.</summary>
public sealed class WebhookTests : WebhookScene
{
    [Fact]
    public async Task Webhooks_OfAChannel_AreItsFeed()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(3);
        await SendAsync();

        var feed = (await S.Bank.GetFeedAsync()).Items;
        var told = Receiver.Arrived.Select(Read).OrderBy(m => m.Data!.Number).ToList();
        Assert.Equal(feed, told.Select(m => m.Data!));
        Assert.Equal(["batch.released", "voucher.claimed", "voucher.claimed", "voucher.claimed"], told.Select(m => m.Type));
        Assert.All(told, m => Assert.Equal(m.Data!.At, m.Timestamp));
        var listed = await DeliveriesAsync(endpoint);
        Assert.Equal([4, 3, 2, 1], listed.Select(d => d.Number));
        Assert.All(listed, d => Assert.Equal((WebhookDeliveryState.Delivered, 1, 204, null, null), (d.State, d.Attempts, d.Status, d.Fault, d.NextAttemptAt)));
        Assert.Equal(listed.Select(d => d.Id).Order(), Receiver.Arrived.Select(a => a.Id!).Order());
        Assert.Equal(5, (await EndpointAsync()).Next);
    }

    [Fact]
    public async Task Webhooks_OfSomeTypes_AreThoseAlone()
    {
        await RegisterAsync(after: 0, types: [FeedEventType.VoucherRedeemed]);
        var vouchers = await ClaimAsync(2);
        await S.RedeemAsync(vouchers[1], 2);
        await SendAsync();

        Assert.Equal(vouchers[1].Code, Read(Assert.Single(Receiver.Arrived)).Data!.Voucher!.Code);
        Assert.Equal(5, (await EndpointAsync()).Next);
    }

    [Fact]
    public async Task Webhooks_WithoutAfter_BeginWithWhatComes()
    {
        await ClaimAsync(1);
        await SealAsync();
        await RegisterAsync();
        await ClaimAsync(1);
        await SendAsync();

        Assert.Equal([3, 4], Numbers);
    }

    [Fact]
    public async Task Receiver_Down_LosesNothing()
    {
        var endpoint = await RegisterAsync(after: 0);
        Receiver.BreakOff();
        await ClaimAsync(20);
        await SendAsync();
        Assert.Equal(1, (await EndpointAsync()).Faults);
        Assert.Equal(16, (await DeliveriesAsync(endpoint)).Count(d => d.Fault == WebhookFault.Unreachable));

        Receiver.AnswerWith(204);
        var before = Receiver.Arrived.Count;
        await SendAsync();
        Assert.Equal(before, Receiver.Arrived.Count);
        S.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();

        Assert.Equal(Enumerable.Range(1, 21).Select(n => (long)n), Receiver.Arrived.Skip(before).Select(a => Read(a).Data!.Number).Order());
        Assert.Equal(0, (await EndpointAsync()).Faults);
    }

    [Fact]
    public async Task Receiver_Erring_IsTriedUnderTheSameIdForTwoDays_ThenGivenUp_AndSentAgainByHand()
    {
        var endpoint = await RegisterAsync();
        Receiver.AnswerWith(500);
        await ClaimAsync(0);
        for (var i = 0; i < WebhookSchedule.Attempts; i++)
        {
            await SendAsync();
            S.Server.Time.Advance(TimeSpan.FromHours(30));
        }

        await SendAsync();
        var delivery = (await S.Bank.Webhooks.ListDeliveriesAsync(endpoint.Id, new() { State = WebhookDeliveryState.GivenUp })).Items.Single();
        Assert.Equal((WebhookSchedule.Attempts, 500, WebhookFault.Status), (delivery.Attempts, delivery.Status, delivery.Fault));
        Assert.Equal(WebhookSchedule.Attempts, Receiver.Arrived.Count);
        Assert.Equal(delivery.Id, Assert.Single(Receiver.Arrived.Select(a => a.Id).Distinct()));

        Receiver.AnswerWith(200);
        await S.Bank.Webhooks.RedeliverAsync(delivery.Id);
        S.Server.Time.Advance(TimeSpan.FromMinutes(10));
        await SendAsync();
        Assert.Equal(WebhookDeliveryState.Delivered, Assert.Single(await DeliveriesAsync(endpoint)).State);
    }

    [Fact]
    public async Task Receiver_Redirecting_IsNotFollowed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        var endpoint = await RegisterAsync();
        Receiver.AnswerWith(307, elsewhere.Url);
        await ClaimAsync(0);
        await SendAsync();

        Assert.Single(Receiver.Arrived);
        Assert.Empty(elsewhere.Arrived);
        var delivery = Assert.Single(await DeliveriesAsync(endpoint));
        Assert.Equal((WebhookDeliveryState.Waiting, 307, WebhookFault.Redirect), (delivery.State, delivery.Status, delivery.Fault));
    }

    [Fact]
    public async Task Receiver_Slow_IsGivenFifteenSeconds_AndHoldsNobodyUp()
    {
        await using var quick = await Receiver.StartAsync();
        var slow = await RegisterAsync();
        var release = new TaskCompletionSource();
        Receiver.Answer = (_, _) => release.Task;
        await S.Bank.Webhooks.CreateEndpointAsync(new() { Url = quick.Url, Secret = Secret.Reveal() });
        await ClaimAsync(0);
        await SealAsync();
        await Courier.RoundAsync(CancellationToken.None);
        await Wait.UntilAsync(() => quick.Arrived.Count == 1 && Receiver.Arrived.Count == 1);

        S.Server.Time.Advance(WebhookSender.Timeout);
        await Courier.RestAsync();
        release.SetResult();

        var delivery = Assert.Single(await DeliveriesAsync(slow));
        Assert.Equal((WebhookDeliveryState.Waiting, 1, null, WebhookFault.Timeout), (delivery.State, delivery.Attempts, delivery.Status, delivery.Fault));
    }

    [Fact]
    public async Task Receiver_Gone_GetsNothingUntilItsOwnerSaysSo()
    {
        var endpoint = await RegisterAsync();
        Receiver.AnswerWith(410);
        await ClaimAsync(1);
        await SendAsync();
        Assert.Equal(WebhookEndpointState.Gone, (await EndpointAsync()).State);
        var before = Receiver.Arrived.Count;
        S.Server.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync();
        Assert.Equal(before, Receiver.Arrived.Count);

        Receiver.AnswerWith(204);
        await S.Bank.Webhooks.ResumeEndpointAsync(endpoint.Id);
        await SendAsync();
        Assert.All(await DeliveriesAsync(endpoint), d => Assert.Equal(WebhookDeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task Secret_Rotated_SignsBesideTheFormerOneForADay()
    {
        var endpoint = await RegisterAsync();
        var next = WebhookSecret.New();
        var rotated = await S.Bank.Webhooks.RotateSecretAsync(endpoint.Id, new() { Secret = next.Reveal() });
        Assert.Equal(S.Server.Time.GetUtcNow().AddHours(24), rotated.FormerSecretUntil);
        await ClaimAsync(0);
        await SendAsync();
        Assert.All(new[] { Secret, next }, secret => Assert.True(IsSigned(Receiver.Arrived[0], secret)));

        S.Server.Time.Advance(WebhookEndpoints.FormerSecretFor);
        await ClaimAsync(0);
        await SendAsync();
        Assert.Equal((false, true), (IsSigned(Receiver.Arrived[1], Secret), IsSigned(Receiver.Arrived[1], next)));
        Assert.Null((await EndpointAsync()).FormerSecretUntil);
    }

    [Fact]
    public async Task Test_OfAnEndpoint_Arrives()
    {
        var endpoint = await RegisterAsync();
        var test = await S.Bank.Webhooks.TestEndpointAsync(endpoint.Id);
        await SendAsync();

        var message = Read(Assert.Single(Receiver.Arrived));
        Assert.Equal((WebhookMessage.Test, null), (message.Type, message.Data));
        Assert.Equal((test.Id, null), (Receiver.Arrived[0].Id, test.Number));
    }

    [Fact]
    public async Task System_Revoked_GetsNothingMore()
    {
        await RegisterAsync();
        await ClaimAsync(1);
        await SealAsync();
        await S.Maker.RevokeClientAsync(S.BankParty.ClientId, new("x"));
        await SendAsync();

        Assert.Empty(Receiver.Arrived);
    }
}
