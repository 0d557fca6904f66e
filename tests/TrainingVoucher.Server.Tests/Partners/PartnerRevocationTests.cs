using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>A partner is taken off as a whole.</summary>
public sealed class PartnerRevocationTests : IAsyncLifetime
{
    private static readonly Reason Why = new("资质被撤销。");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Revoke_OfAChannel_RefusesEverySystemOfIt_AndNobodyElse()
    {
        var second = _s.Connect(await _s.Server.AddClientAsync(_s.BankId)).Channel;
        var (_, other) = await _s.AddBankAsync();
        await Task.WhenAll(_s.Bank.ListClaimableAsync(), second.ListClaimableAsync(), other.ListClaimableAsync());

        var revoked = await _s.Maker.RevokePartnerAsync(_s.BankId, Why);

        Assert.Equal((_s.BankId, 2, 0), (revoked.Id, revoked.ClientIds.Count, revoked.DelegationIds.Count));
        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => _s.Bank.ListClaimableAsync()));
        Assert.Equal("unauthenticated", await Scenario.RefusedAsync(() => second.ListClaimableAsync()));
        await other.ListClaimableAsync();
        Assert.Equal(2, await _s.CountJournalAsync("client.revoked"));
        Assert.Empty((await _s.Maker.RevokePartnerAsync(_s.BankId, Why)).ClientIds);
    }

    [Fact]
    public async Task Revoke_OfEitherSideOfADelegation_CutsIt()
    {
        var platforms = new[] { await AddPlatformAsync(), await AddPlatformAsync() };
        var (schoolId, school) = await _s.AddSchoolAsync();
        var kept = await _s.School.CreateDelegationAsync(new(platforms[0]));
        var cut = new[] { await school.CreateDelegationAsync(new(platforms[0])), await school.CreateDelegationAsync(new(platforms[1])) };

        Assert.Equal(cut.Select(d => d.Id).Order(), (await _s.Maker.RevokePartnerAsync(schoolId, Why)).DelegationIds.Order());
        Assert.Null(Assert.Single((await _s.School.ListDelegationsAsync()).Items).CutAt);

        Assert.Equal([kept.Id], (await _s.Maker.RevokePartnerAsync(platforms[0], Why)).DelegationIds);
        Assert.NotNull(Assert.Single((await _s.School.ListDelegationsAsync()).Items).CutAt);
        Assert.Equal(3, await _s.CountJournalAsync("delegation.cut"));
    }

    [Fact]
    public async Task Revoke_OfWhatIsNoPartnerOfTheRegion_IsNotFound()
    {
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.RevokePartnerAsync(_s.BankId, Why)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.Maker.RevokePartnerAsync(_s.Server.Admin.AuthorityId, Why)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => _s.Maker.RevokePartnerAsync("cha_0000000000001", Why)));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.Maker.RevokePartnerAsync(_s.BankId, new(" "))));
        await _s.Bank.ListClaimableAsync();
    }

    private async Task<string> AddPlatformAsync() => (await _s.Maker.CreateCoursePlatformAsync(new() { Region = "330100", Name = new("某平台", "A platform") })).Id;
}
