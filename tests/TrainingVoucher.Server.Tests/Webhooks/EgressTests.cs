using System.Net;
using System.Net.Sockets;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Webhooks;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Tests.Webhooks;

public sealed class EgressTests
{
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    public void Address_NotOfThePublicInternet_IsNotPublic(string address) => Assert.False(PublicAddresses.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("223.5.5.5")]
    [InlineData("::ffff:223.5.5.5")]
    [InlineData("2400:3200::1")]
    public void Address_OfThePublicInternet_IsPublic(string address) => Assert.True(PublicAddresses.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    public async Task Send_ToAPrivateAddress_OpensNoConnection(string url)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var attempt = await SendAsync(new Egress([], [port], []), string.Format(null, url, port));

        Assert.Equal(new Attempt(null, WebhookFault.AddressRefused), attempt);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Send_ToAHostThatIsNotOnTheList_OpensNoConnection()
    {
        await using var receiver = await Receiver.StartAsync();

        Assert.Equal(WebhookFault.AddressRefused, (await SendAsync(new Egress(["example.org"], [], Loopback), receiver.Url))?.Fault);
        Assert.Empty(receiver.Arrived);
        Assert.Null((await SendAsync(new Egress(["127.0.0.1"], [], Loopback), receiver.Url))!.Fault);
    }

    [Fact]
    public async Task Send_WithoutTls_GoesOnlyToNetworksOfTheOperator()
    {
        await using var receiver = await Receiver.StartAsync();

        Assert.Equal(WebhookFault.AddressRefused, (await SendAsync(new Egress([], [443, new Uri(receiver.Url).Port], ["10.0.0.0/8"]), receiver.Url))?.Fault);
        Assert.Empty(receiver.Arrived);
    }

    [Theory]
    [InlineData("https://a.example.org/x", true)]
    [InlineData("https://b.a.EXAMPLE.org/x", true)]
    [InlineData("https://example.org/x", false)]
    [InlineData("https://badexample.org/x", false)]
    [InlineData("https://bank.example/x?y=z", true)]
    [InlineData("https://bank.example.com/x", false)]
    [InlineData("https://银行.example/x", true)]
    [InlineData("https://xn--jn2a72x.example/x", true)]
    [InlineData("https://bank.example:8443/x", false)]
    public void Host_IsOnTheListByNameOrByWhatItIsBelow(string url, bool isAllowed) =>
        Assert.Equal(isAllowed, new Egress(["*.example.org", "bank.example", "银行.example"], [443], []).Check(url, "url").Refusal is null);

    [Fact]
    public void Http_WithoutANetworkOfTheOperator_IsInvalid()
    {
        Assert.NotNull(new Egress([], [443], []).Check("http://bank.example/", "url").Refusal);
        Assert.Null(new Egress([], [443], Loopback).Check("http://bank.example/", "url").Refusal);
    }

    [Fact]
    public void Schedule_EndsAfterMoreThanTwoDays_AndLeavesAnEndpointAloneForTenMinutesAtMost()
    {
        var pauses = Enumerable.Range(1, WebhookSchedule.Attempts).Select(n => WebhookSchedule.After(n, id: 20)).ToList();

        Assert.Null(pauses[^1]);
        Assert.Equal(pauses.SkipLast(1).Order(), pauses.SkipLast(1));
        Assert.All(Enumerable.Range(0, 100), id => Assert.InRange(Enumerable.Range(1, WebhookSchedule.Attempts).Sum(n => WebhookSchedule.After(n, id)?.TotalHours ?? 0), 48, 72));
        Assert.Equal(TimeSpan.Zero, WebhookSchedule.Quiet(0));
        Assert.All(Enumerable.Range(1, 1000), n => Assert.InRange(WebhookSchedule.Quiet(n), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)));
        Assert.All(Enumerable.Range(0, 1000), id => Assert.InRange(WebhookSchedule.After(1, id)!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6)));
    }

    private static async Task<Attempt?> SendAsync(Egress egress, string url)
    {
        using var http = new HttpMessageInvoker(egress.NewHandler());
        return await new WebhookSender(http, TimeProvider.System).SendAsync(url, new WebhookSigner(WebhookSecret.New()), new DeliveryRow { Id = 1 }, told: null, CancellationToken.None);
    }
}
