using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>A revocation that was answered holds for every call that begins after it; a rotation with overlap fails none.</summary>
public sealed class RevocationUnderLoadTests : IAsyncLifetime
{
    private static readonly Reason Lost = new("The key was lost.");

    private TestServer _server = null!;
    private TestParty _bank = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _bank = await _server.AddChannelAsync();
        await _bank.TokenAsync();
        await _server.Authority.TokenAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public Task RevokeClient_UnderLoad_RefusesEveryLaterCall() =>
        RevokedAsync(() => _server.Authority.DoAsync(Operations.RevokeClient, Lost, _bank.ClientId));

    [Fact]
    public async Task RevokeClientKey_UnderLoad_RefusesEveryLaterCallWithItAndNoneWithAnother()
    {
        var other = await NextKeyAsync(_bank);
        await using var others = new CallersUnderLoad(other);

        await RevokedAsync(() => _server.Authority.DoAsync(Operations.RevokeClientKey, Lost, _bank.ClientKeyId));

        await others.MakeAsync(2);
        Assert.All(others.All, call => Assert.False(call.IsUnauthenticated));
    }

    [Fact]
    public async Task RotatedKeys_WithOverlap_FailNoCall()
    {
        await using var callers = new CallersUnderLoad(_bank);
        var current = _bank;
        for (var rotation = 0; rotation < 5; rotation++)
        {
            await callers.MakeAsync(2);
            var next = await NextKeyAsync(current);
            await callers.UseAsync(next);
            await _server.Authority.DoAsync(Operations.RevokeClientKey, new Reason("Rotated."), current.ClientKeyId);
            current = next;
        }

        await callers.MakeAsync(2);
        Assert.All(callers.All, call => Assert.False(call.IsUnauthenticated));
    }

    private async Task RevokedAsync(Func<Task> revoke)
    {
        await using var callers = new CallersUnderLoad(_bank);
        await callers.MakeAsync(5);
        var asked = callers.Now();
        await revoke();
        var answered = callers.Now();
        await callers.MakeAsync(5);

        Assert.All(callers.All.Where(call => call.Ended < asked), call => Assert.False(call.IsUnauthenticated));
        Assert.All(callers.All.Where(call => call.Began > answered), call => Assert.True(call.IsUnauthenticated, $"{call}"));
    }

    /// <summary>The same system with a further key and a token of it.</summary>
    private async Task<TestParty> NextKeyAsync(TestParty party)
    {
        var key = TestKey.New();
        var client = await _server.Authority.DoAsync(Operations.AddClientKey, new AddClientKeyRequest(key.Jwk), party.ClientId);
        var next = party with { ClientKey = key, ClientKeyId = client.Keys.Single(k => k.RevokedAt is null && k.Id != party.ClientKeyId).Id, Token = null };
        await next.TokenAsync();
        return next;
    }
}
