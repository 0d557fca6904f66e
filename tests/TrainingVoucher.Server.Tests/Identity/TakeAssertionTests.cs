using System.Security.Cryptography;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>Who opened a session takes its assertion once, when the holder was authenticated.</summary>
public sealed class TakeAssertionTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Take_WhenTheHolderIsBack_GivesItOnce()
    {
        var session = await OpenAsync();
        Assert.Equal("session_pending", await TakingAsync(session));
        await _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(1));

        var taken = await _s.Bank.TakeIdentityAssertionAsync(session.Id);

        Assert.Equal(_s.Server.Time.GetUtcNow().AddMinutes(5), taken.ExpiresAt);
        Assert.Equal("session_used", await TakingAsync(session));
        Assert.Empty((await _s.Bank.ListHolderVouchersAsync(new(taken.Assertion))).Items);
        Assert.Equal("assertion_invalid", await Scenario.RefusedAsync(() => _s.Bank.ListHolderVouchersAsync(new(taken.Assertion))));
    }

    [Fact]
    public async Task Take_WithOneKey_IsPendingAndThenTheSameEachTime()
    {
        var session = await OpenAsync();
        var key = RandomNumberGenerator.GetHexString(20);
        Assert.Equal("session_pending", (await _s.BankParty.ProblemAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id, key)).Code);
        await _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(1));

        var first = await _s.BankParty.DoAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id, key);

        Assert.Equal(first, await _s.BankParty.DoAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id, key));
    }

    [Fact]
    public async Task Take_ManyTimesAtOnce_GivesItOnce()
    {
        var session = await OpenAsync();
        await _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(1));

        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var answer = await _s.BankParty.SendAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id, key: null);
            return (int)answer.StatusCode;
        }));

        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], codes.Order());
    }

    [Fact]
    public async Task Take_ByAnotherSystem_IsNotFound()
    {
        var session = await OpenAsync();
        await _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(1));
        var sameOwner = await _s.Server.AddClientAsync(_s.BankId);

        Assert.Equal("not_found", await sameOwner.RefusedAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id));
        Assert.Equal("not_found", await _s.SchoolParty.RefusedAsync(Operations.TakeIdentityAssertion, new Nothing(), session.Id));
        await _s.Bank.TakeIdentityAssertionAsync(session.Id);
    }

    [Fact]
    public async Task Take_TooLate_IsExpired()
    {
        var (waiting, done) = (await OpenAsync(), await OpenAsync());
        await _s.Public.SandboxAuthenticateAsync(done.Id, Scenario.Shown(1));
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("session_expired", await TakingAsync(done));
        Assert.Equal("session_pending", await TakingAsync(waiting));
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("session_expired", await TakingAsync(waiting));
    }

    [Fact]
    public async Task Take_AfterItWasUsed_IsRefused()
    {
        var session = await OpenAsync();
        var assertion = (await _s.Public.SandboxAuthenticateAsync(session.Id, Scenario.Shown(1))).Assertion;
        await _s.Bank.ListHolderVouchersAsync(new(assertion));

        Assert.Equal("session_used", await TakingAsync(session));
    }

    private Task<IdentitySession> OpenAsync() => _s.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.View });

    private Task<string> TakingAsync(IdentitySession session) => Scenario.RefusedAsync(() => _s.Bank.TakeIdentityAssertionAsync(session.Id));
}
