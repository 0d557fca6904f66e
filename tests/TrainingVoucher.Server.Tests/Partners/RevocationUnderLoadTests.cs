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

    public static TheoryData<Audience> Roles => new(CallersUnderLoad.Roles);

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task RevokeClient_UnderLoad_RefusesEveryLaterCall(Audience role)
    {
        var party = await AddAsync(role);
        await party.TokenAsync();
        await RevokedAsync(party, role, () => _server.Authority.DoAsync(Operations.RevokeClient, Lost, party.ClientId));
    }

    [Fact]
    public void Roles_AreAllThatHaveCallsOutsideTheSandbox()
    {
        var sandbox = new Operation[] { Operations.JoinSandbox, Operations.GetSandboxClock, Operations.MoveSandboxClock, Operations.ResetSandbox };
        var roles = Operations.All.Except(sandbox).Where(o => o.Audience != Audience.Public).Aggregate(Audience.Public, (all, operation) => all | operation.Audience);
        Assert.Equal(roles, CallersUnderLoad.Roles.Aggregate(Audience.Public, (all, role) => all | role));
    }

    [Fact]
    public async Task RevokeClientKey_UnderLoad_RefusesEveryLaterCallWithItAndNoneWithAnother()
    {
        var other = await NextKeyAsync(_bank);
        await using var others = new CallersUnderLoad(other, Audience.Channel);

        await RevokedAsync(_bank, Audience.Channel, () => _server.Authority.DoAsync(Operations.RevokeClientKey, Lost, _bank.ClientKeyId));

        await others.MakeAsync(2);
        Assert.All(others.All, call => Assert.False(call.IsUnauthenticated));
    }

    [Fact]
    public async Task RotatedKeys_WithOverlap_FailNoCall()
    {
        await using var callers = new CallersUnderLoad(_bank, Audience.Channel);
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

    private static async Task RevokedAsync(TestParty party, Audience role, Func<Task> revoke)
    {
        await using var callers = new CallersUnderLoad(party, role);
        await callers.MakeAsync(5);
        var asked = callers.Now();
        await revoke();
        var answered = callers.Now();
        await callers.MakeAsync(5);

        Assert.All(callers.All.Where(call => call.Ended < asked), call => Assert.False(call.IsUnauthenticated));
        Assert.All(callers.All.Where(call => call.Began > answered), call => Assert.True(call.IsUnauthenticated, $"{call}"));
    }

    private async Task<TestParty> AddAsync(Audience role) => role switch
    {
        Audience.Authority => await _server.AddAuthorityAsync("330106"),
        Audience.Channel => _bank,
        Audience.Institution => await _server.AddInstitutionAsync(),
        Audience.RegionalSystem => await _server.AddClientAsync(_server.Admin.AuthorityId, ClientKind.RegionalSystem),
        _ => await _server.AddClientAsync((await _server.Authority.DoAsync(
            Operations.CreateCoursePlatform, new CreateCoursePlatformRequest { Region = "330100", Name = new LocalText("某平台", "A platform") })).Id),
    };

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
