using System.Diagnostics;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>The SDK's client against the real server: the two sides of authentication, paging and problems fit each other.</summary>
public sealed class SdkClientTests : IAsyncLifetime, IDisposable
{
    private TestServer server = null!;
    private TrainingVoucherClient client = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = new Uri(server.Address),
            TimeProvider = server.Time,
            Client = new ClientCredentials
            {
                ClientId = server.Admin.ClientId,
                KeyId = server.Admin.ClientKeyId,
                PrivateKeyPem = await File.ReadAllTextAsync(server.Admin.ClientKeyFile),
            },
            Officer = new OfficerCredentials
            {
                OfficerId = server.Admin.OfficerId,
                KeyId = server.Admin.OfficerKeyId,
                PrivateKeyPem = await File.ReadAllTextAsync(server.Admin.OfficerKeyFile),
            },
        });
    }

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Authority_CreatesAndListsOverPages()
    {
        for (var i = 0; i < 3; i++)
        {
            await client.Authority.CreateChannelAsync(new CreateChannelRequest { Region = "330100", Name = new LocalText("某银行", "A bank") });
        }

        List<string> ids = [];
        await foreach (var channel in client.Authority.ListAllChannelsAsync(new PageQuery { Limit = 2 }))
        {
            ids.Add(channel.Id);
        }

        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task SameKeyTwice_HasOneEffect()
    {
        var request = new CreateChannelRequest { Region = "330100", Name = new LocalText("某银行", "A bank") };
        var key = new RequestOptions { IdempotencyKey = "channel-1" };

        var first = await client.Authority.CreateChannelAsync(request, key);
        var second = await client.Authority.CreateChannelAsync(request, key);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Refusal_CarriesItsCode()
    {
        var request = new CreateChannelRequest { Region = "110000", Name = new LocalText("某银行", "A bank") };

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Authority.CreateChannelAsync(request));

        Assert.Equal((403, "region_not_yours"), (e.Status, e.Code));
        Assert.NotNull(e.TraceId);
    }

    [Fact]
    public async Task Trace_OfTheCaller_GoesOnInTheServer()
    {
        using var caller = new Activity("test").Start();

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Authority.GetSchemeAsync("sch_1"));

        Assert.Equal(caller.TraceId.ToHexString(), e.TraceId);
    }

    [Fact]
    public async Task AccessToken_RunsOut_IsRenewedUnnoticed()
    {
        await client.Authority.ListChannelsAsync();
        server.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.Empty((await client.Authority.ListChannelsAsync()).Items);
        Assert.True(await client.Public.IsReadyAsync());
    }
}
