using System.Net;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>Each system has its bucket: what is in it is told, what is not is refused, and the SDK waits for it.</summary>
public sealed class CallLimitTests : IAsyncLifetime
{
    private const int Burst = 200;

    private TestServer _server = null!;
    private TestParty _bank = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(configure: o => (o.CallsPerSecond, o.CallBurst) = (2, Burst));
        _bank = await _server.AddChannelAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Calls_UntilTheBucketIsEmpty_AreToldHowItStandsAndThenRefused()
    {
        using var first = await CallAsync(_bank);
        Assert.Equal((HttpStatusCode.OK, "\"calls\";q=200;w=100", "\"calls\";r=198;t=1"), Told(first));
        await EmptyAsync(used: 1);

        using var refused = await CallAsync(_bank);

        Assert.Equal((HttpStatusCode.TooManyRequests, "\"calls\";q=200;w=100", "\"calls\";r=0;t=100"), Told(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("\"code\":\"rate_limited\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OfAnotherSystem_HasABucketOfItsOwn()
    {
        var other = await _server.AddChannelAsync();
        await EmptyAsync();

        using var response = await CallAsync(other);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Calls_AfterAWhile_AreTakenAtTheSteadyRate()
    {
        await EmptyAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal([200, 200, 200, 429], await StatusesAsync(4));
    }

    [Fact]
    public async Task Call_ThroughAnotherKeyOrToken_SharesTheBucket()
    {
        await EmptyAsync();

        using var response = await CallAsync(_bank with { Token = null });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task RefusedChange_LeavesItsKeyUnused()
    {
        await EmptyAsync();
        var request = new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View };
        using var refused = await _bank.SendAsync(Operations.CreateIdentitySession, request, id: null, "once");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        _server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull((await _bank.DoAsync(Operations.CreateIdentitySession, request, key: "once")).Id);
    }

    [Fact]
    public async Task Sdk_RateLimited_WaitsAsLongAsItIsToldAndGoesOn()
    {
        using var client = new TrainingVoucherClient(new TrainingVoucherOptions
        {
            BaseAddress = new Uri(_server.Address),
            Client = new ClientCredentials { ClientId = _bank.ClientId, KeyId = _bank.ClientKeyId, PrivateKeyPem = _bank.ClientKey.Pem },
            TimeProvider = _server.Time,
        });
        await client.Channel.ListClaimableAsync();
        await EmptyAsync(used: 1);

        var call = client.Channel.ListClaimableAsync();
        await Wait.UntilAsync(() => _server.Log.Text.Contains("listClaimable 429", StringComparison.Ordinal));
        Assert.False(call.IsCompleted);
        await Wait.UntilAsync(() =>
        {
            _server.Time.Advance(TimeSpan.FromSeconds(1));
            return call.IsCompleted;
        });

        Assert.Empty((await call).Items);
    }

    [Fact]
    public void CallLimits_WithoutARateOrASize_AreNotMade()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallLimits<long>("calls", calls: 0, TimeSpan.FromSeconds(1), burst: 1, TimeProvider.System));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallLimits<long>("calls", calls: 1, TimeSpan.FromSeconds(1), burst: 0, TimeProvider.System));
    }

    private async Task EmptyAsync(int used = 0) => Assert.All(await StatusesAsync(Burst - used), status => Assert.Equal(200, status));

    private async Task<List<int>> StatusesAsync(int calls)
    {
        var statuses = new List<int>();
        for (var i = 0; i < calls; i++)
        {
            using var response = await CallAsync(_bank);
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }

    private static Task<HttpResponseMessage> CallAsync(TestParty party) => party.SendAsync(Operations.ListClaimable, new PageQuery(), id: null, key: null);

    private static (HttpStatusCode Status, string Policy, string Left) Told(HttpResponseMessage response) =>
        (response.StatusCode, response.Headers.GetValues(LimitHeaders.Policy).Single(), response.Headers.GetValues(LimitHeaders.Rest).Single());
}
