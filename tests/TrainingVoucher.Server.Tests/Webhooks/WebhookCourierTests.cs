using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Webhooks;

/// <summary>Couriers that stop, that are slow, and that have company.</summary>
public sealed class WebhookCourierTests : WebhookScene
{
    [Fact]
    public async Task Courier_StoppedWhileSending_KeepsWhatWasTaken_AndSendsTheRestLater()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(3);
        await SealAsync();
        var (hanging, release) = (Receiver.Arrived.Count, new TaskCompletionSource());
        Receiver.Answer = async (_, context) =>
        {
            if (Interlocked.Increment(ref hanging) == 1)
            {
                await release.Task;
            }

            context.Response.StatusCode = 204;
        };
        using var stopping = new CancellationTokenSource();
        await Courier.RoundAsync(stopping.Token);
        await Wait.UntilAsync(() => Receiver.Arrived.Count == 4);
        await stopping.CancelAsync();
        await Courier.RestAsync();
        release.SetResult();

        // The one that hangs, and those whose answer had not come yet.
        var waiting = (await DeliveriesAsync(endpoint)).Where(d => d.State == WebhookDeliveryState.Waiting).ToList();
        Assert.InRange(waiting.Count, 1, 4);
        Assert.All(waiting, d => Assert.Equal(0, d.Attempts));
        await SendAsync();
        Assert.All(await DeliveriesAsync(endpoint), d => Assert.Equal((WebhookDeliveryState.Delivered, 1), (d.State, d.Attempts)));
        Assert.Equal(4 + waiting.Count, Receiver.Arrived.Count);
    }

    [Fact]
    public async Task Courier_BesideOneThatServes_LeavesTheEndpointToIt_UntilItsLeaseIsOver()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(0);
        await SealAsync();
        var (arrived, release) = (0, new TaskCompletionSource());
        Receiver.Answer = async (_, context) =>
        {
            var isFirst = Interlocked.Increment(ref arrived) == 1;
            await (isFirst ? release.Task : Task.CompletedTask);
            context.Response.StatusCode = isFirst ? 500 : 204;
        };
        using var other = WebhooksSetup.NewCourier(S.Server.Services, S.Server.Store, S.Server.Time);
        await Courier.RoundAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Receiver.Arrived.Count == 1);

        await other.RoundAsync(CancellationToken.None);
        await other.RestAsync();
        Assert.Single(Receiver.Arrived);

        await S.Server.Store.ChangeAsync(session => session.ExecuteAsync("UPDATE webhook_endpoint SET lease_until = 0"), CancellationToken.None);
        await other.RoundAsync(CancellationToken.None);
        await other.RestAsync();
        release.SetResult();
        await Courier.RestAsync();
        var delivery = Assert.Single(await DeliveriesAsync(endpoint));
        Assert.Equal((WebhookDeliveryState.Delivered, 1, 0), (delivery.State, delivery.Attempts, (await EndpointAsync()).Faults));
    }

    [Fact]
    public async Task Endpoint_RemovedWhileItIsServed_IsNoFault()
    {
        var endpoint = await RegisterAsync(after: 0);
        await ClaimAsync(1);
        await SealAsync();
        var release = new TaskCompletionSource();
        Receiver.Answer = (_, _) => release.Task;
        await Courier.RoundAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Receiver.Arrived.Count == 2);
        await S.Bank.Webhooks.RemoveEndpointAsync(endpoint.Id);
        release.SetResult();
        await Courier.RestAsync();

        Assert.DoesNotContain("could not be served", S.Server.Log.Text, StringComparison.Ordinal);
        Assert.Empty((await S.Bank.Webhooks.ListEndpointsAsync()).Items);
    }

    [Fact]
    public async Task Webhook_AskedForAgainWhileItIsSent_IsSentAgain()
    {
        var endpoint = await RegisterAsync();
        Receiver.AnswerWith(500);
        await ClaimAsync(0);
        await SendAsync();
        var release = new TaskCompletionSource();
        Receiver.Answer = async (_, context) =>
        {
            await release.Task;
            context.Response.StatusCode = 500;
        };
        S.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await Courier.RoundAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Receiver.Arrived.Count == 2);
        await S.Bank.Webhooks.RedeliverAsync((await DeliveriesAsync(endpoint))[0].Id);
        release.SetResult();
        await Courier.RestAsync();

        var delivery = Assert.Single(await DeliveriesAsync(endpoint));
        Assert.Equal((WebhookDeliveryState.Waiting, 0, null), (delivery.State, delivery.Attempts, delivery.Fault));
    }

    [Fact]
    public async Task Endpoint_FarBehind_HoldsNobodyUp()
    {
        await ClaimAsync(40);
        await SealAsync();
        await RegisterAsync(after: 0);
        await ClaimAsync(1);
        await SendAsync();

        Assert.Equal(Enumerable.Range(1, 43).Select(n => (long)n), Numbers);
    }

    [Fact]
    public async Task Sweep_DropsWhatIsOld_AndWhatRemovedEndpointsHad()
    {
        var (kept, removed) = (await RegisterAsync(after: 0), await RegisterAsync(after: 0));
        await ClaimAsync(2);
        await SendAsync();
        await S.Bank.Webhooks.RotateSecretAsync(kept.Id, new() { Secret = Secret.Reveal() });
        await S.Bank.Webhooks.RemoveEndpointAsync(removed.Id);
        await S.Server.Sweeper.SweepAsync(CancellationToken.None);
        Assert.Equal((3, 1), (await CountAsync("webhook_delivery"), await CountAsync("webhook_endpoint")));

        S.Server.Time.Advance(TimeSpan.FromDays(31));
        await S.Server.Sweeper.SweepAsync(CancellationToken.None);
        Assert.Equal((0, 1), (await CountAsync("webhook_delivery"), await CountAsync("webhook_endpoint WHERE former_secret IS NULL")));
    }

    private Task<long> CountAsync(string what) => S.Server.Store.ReadAsync(session => session.ValueAsync<long>($"SELECT COUNT(*) FROM {what}"), CancellationToken.None);
}
