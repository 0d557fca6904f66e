using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Directories;

/// <summary>A channel is switched off and on by region; what is off is not offered and not claimed.</summary>
public sealed class ChannelSwitchTests : IAsyncLifetime
{
    private static readonly Reason Why = new("投诉核查。");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task SwitchedOff_IsNotOfferedAndNotClaimedUntilItIsOnAgain()
    {
        var (batch, other) = (await _s.ReleaseAsync(Scenario.FaceValue(), 10), await _s.ReleaseAsync(Scenario.FaceValue(), 10));
        var held = await _s.ClaimAsync(batch, 1);

        Assert.True((await _s.Maker.SwitchOffChannelAsync(_s.BankId, Why)).SwitchedOff);

        Assert.True(Assert.Single((await _s.Maker.ListChannelsAsync()).Items).SwitchedOff);
        Assert.Empty((await _s.Bank.ListClaimableAsync()).Items);
        Assert.Equal("channel_switched_off", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 2)));
        var asked = await _s.AssertAsync(_s.Bank, 2, IdentityPurpose.Claim, batch.Id);
        Assert.Equal("channel_switched_off", (await _s.Bank.CheckEligibilityAsync(new() { BatchId = batch.Id, Assertion = asked })).Code);
        var exchanging = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Exchange, other.Id, held.Code);
        Assert.Equal("channel_switched_off", await Scenario.RefusedAsync(() => _s.Bank.ExchangeAsync(new() { Code = held.Code, BatchId = other.Id, Assertion = exchanging })));
        var returning = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Return, code: held.Code);
        await _s.Bank.ReturnAsync(new() { Code = held.Code, Assertion = returning });

        Assert.False((await _s.Maker.SwitchOnChannelAsync(_s.BankId, Why)).SwitchedOff);
        Assert.Equal(2, (await _s.Bank.ListClaimableAsync()).Items.Count);
        await _s.ClaimAsync(batch, 2);
        await _s.AssertAgreeAsync();
    }

    [Fact]
    public async Task SwitchedOff_InADistrict_ServesTheRestOfTheCity()
    {
        var district = await District.AddAsync(_s);
        var (there, here) = (await district.ReleaseAsync(10), await _s.ReleaseAsync(Scenario.FaceValue(), 10));

        Assert.True((await district.Maker.SwitchOffChannelAsync(_s.BankId, Why)).SwitchedOff);

        Assert.False(Assert.Single((await _s.Maker.ListChannelsAsync()).Items).SwitchedOff);
        Assert.Equal(here.Id, Assert.Single((await _s.Bank.ListClaimableAsync()).Items).BatchId);
        Assert.Equal("channel_switched_off", await Scenario.RefusedAsync(() => _s.ClaimAsync(there, 1)));
        await _s.ClaimAsync(here, 1);
    }

    [Fact]
    public async Task SwitchedOff_ByTheCity_StaysOffInADistrictThatSwitchesItOn()
    {
        var district = await District.AddAsync(_s);
        var there = await district.ReleaseAsync(10);
        await _s.Maker.SwitchOffChannelAsync(_s.BankId, Why);

        Assert.True((await district.Maker.SwitchOnChannelAsync(_s.BankId, Why)).SwitchedOff);

        Assert.Equal("channel_switched_off", await Scenario.RefusedAsync(() => _s.ClaimAsync(there, 1)));
    }

    [Fact]
    public async Task Switch_Twice_IsJournalledOnce()
    {
        await _s.Maker.SwitchOffChannelAsync(_s.BankId, Why);
        await _s.Maker.SwitchOffChannelAsync(_s.BankId, Why);
        await _s.Maker.SwitchOnChannelAsync(_s.BankId, Why);
        await _s.Maker.SwitchOnChannelAsync(_s.BankId, Why);

        Assert.Equal((1, 1), (await _s.CountJournalAsync("channel.switched_off"), await _s.CountJournalAsync("channel.switched_on")));
    }

    [Fact]
    public async Task Switch_OfAChannelThatDoesNotServeTheRegion_IsNotFound()
    {
        var district = await District.AddAsync(_s);
        var (elsewhere, _) = await _s.AddBankAsync("330110");

        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.Maker.SwitchOffChannelAsync(elsewhere, Why)));
        Assert.Equal("not_found", await Scenario.RefusedAsync(() => district.Maker.SwitchOffChannelAsync("cha_0000000000001", Why)));
    }
}
