using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Webhooks;

namespace TrainingVoucher.Server.Tests.Webhooks;

/// <summary>Endpoints belong to who registered them, and a secret is never seen again.</summary>
public sealed class WebhookEndpointTests : WebhookScene
{
    [Fact]
    public async Task Endpoint_Paused_GetsLaterWhatHappenedMeanwhile()
    {
        var endpoint = await RegisterAsync();
        Assert.Equal(WebhookEndpointState.Paused, (await S.Bank.Webhooks.PauseEndpointAsync(endpoint.Id)).State);
        await ClaimAsync(2);
        await SendAsync();
        Assert.Empty(Receiver.Arrived);

        Assert.Equal(WebhookEndpointState.Active, (await S.Bank.Webhooks.ResumeEndpointAsync(endpoint.Id)).State);
        await SendAsync();
        Assert.Equal([1, 2, 3], Numbers);
    }

    [Fact]
    public async Task Endpoint_Removed_GetsNothing_AndIsGoneWithItsDeliveries()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(1);
        await SealAsync();
        await S.Bank.Webhooks.RemoveEndpointAsync(endpoint.Id);
        await SendAsync();

        Assert.Empty(Receiver.Arrived);
        Assert.Empty((await S.Bank.Webhooks.ListEndpointsAsync()).Items);
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => S.Bank.Webhooks.ListDeliveriesAsync(endpoint.Id)));
    }

    [Fact]
    public async Task Endpoint_OfAnother_IsNone()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(1);
        await SendAsync();
        var delivery = (await DeliveriesAsync(endpoint))[0];
        var (_, stranger) = await S.AddBankAsync();

        Assert.Empty((await stranger.Webhooks.ListEndpointsAsync()).Items);
        foreach (var call in new Func<Task>[]
        {
            () => stranger.Webhooks.ListDeliveriesAsync(endpoint.Id), () => stranger.Webhooks.PauseEndpointAsync(endpoint.Id), () => stranger.Webhooks.ResumeEndpointAsync(endpoint.Id),
            () => stranger.Webhooks.RemoveEndpointAsync(endpoint.Id), () => stranger.Webhooks.TestEndpointAsync(endpoint.Id),
            () => stranger.Webhooks.RotateSecretAsync(endpoint.Id, new() { Secret = Secret.Reveal() }), () => stranger.Webhooks.RedeliverAsync(delivery.Id),
        })
        {
            Assert.Equal("not_found", await Scenario.RefusedAsync(call));
        }
    }

    [Fact]
    public async Task Endpoints_MoreThanOneMayHave_AreRefused()
    {
        for (var i = 0; i < WebhookEndpoints.MostEndpoints; i++)
        {
            await RegisterAsync();
        }

        Assert.Equal("too_many_endpoints", await Scenario.RefusedAsync(() => RegisterAsync()));
        Assert.Equal(WebhookEndpoints.MostEndpoints, await S.Bank.Webhooks.ListAllEndpointsAsync(new() { Limit = 7 }).CountAsync());
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("example.org")]
    [InlineData("https://user@example.org/")]
    [InlineData("https://example.org/#part")]
    [InlineData("")]
    public async Task Endpoint_WithAnotherAddress_IsRefused(string url)
    {
        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => S.Bank.Webhooks.CreateEndpointAsync(new() { Url = url, Secret = Secret.Reveal() }));

        Assert.Equal(("invalid_request", "url"), (refused.Code, Assert.Single(refused.Errors).Field));
    }

    [Fact]
    public async Task Endpoint_WithSeveralFaults_NamesAll()
    {
        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => S.Bank.Webhooks.CreateEndpointAsync(
            new() { Url = new string('x', 501), Secret = "whsec_short", After = -1, Types = [] }));

        Assert.Equal(["after", "secret", "types", "url"], refused.Errors.Select(e => e.Field).Order());
    }

    [Fact]
    public async Task Endpoint_AfterWhatHasNotHappened_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<TrainingVoucherException>(() => RegisterAsync(after: 1));

        Assert.Equal("after", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public async Task Secret_IsInNoAnswer_NotInTheDatabase_AndNotInTheLog()
    {
        var endpoint = await RegisterAsync();
        Assert.DoesNotContain(Secret.Reveal(), $"{endpoint} {await EndpointAsync()}", StringComparison.Ordinal);
        var kept = await S.Server.Store.ReadAsync(
            async session => (await session.QueryAsync<byte[]>("SELECT secret FROM webhook_endpoint")).Concat(await session.QueryAsync<byte[]>("SELECT body FROM idempotency")), CancellationToken.None);
        Assert.All(kept, bytes => Assert.DoesNotContain(Secret.Reveal(), Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));
        Assert.DoesNotContain(Secret.Reveal(), S.Server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_AllHaveABit()
    {
        var types = Enum.GetValues<FeedEventType>().Where(type => type != FeedEventType.Unknown).ToList();

        Assert.Equal(types.Count, types.Select(EndpointRow.MaskOf).Distinct().Count());
        Assert.All(types, type => Assert.True(EndpointRow.MaskOf(type) > 0));
    }
}
