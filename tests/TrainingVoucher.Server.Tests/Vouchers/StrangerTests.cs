using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>What a voucher is worth to anybody but its holder, his institution and the authority of his region: nothing.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private Batch _batch = null!;
    private Voucher _voucher = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _batch = await _s.ReleaseAsync(Scenario.FaceValue(), 3);
        _voucher = await _s.ClaimAsync(_batch, 1);
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Redeem_CodeAlone_NeedsProofOfTheHolder() =>
        Assert.Equal("holder_proof_required", await RedeemAsync(r => r with { Document = null }));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Redeem_CardOfAnother_IsNotTheHolder(int person)
    {
        await _s.ClaimAsync(_batch, 2);
        Assert.Equal("holder_mismatch", await RedeemAsync(r => r with { Document = MadeUp.Document(person) }));
    }

    [Fact]
    public async Task Redeem_AssertionOfAnother_IsNotTheHolder()
    {
        var assertion = await _s.AssertAsync(_s.School, 2, _voucher.Code);
        Assert.Equal("holder_mismatch", await RedeemAsync(r => r with { Document = null, Assertion = assertion }));
    }

    [Fact]
    public async Task Return_ByAnother_IsUnknown()
    {
        var assertion = await _s.AssertAsync(_s.Bank, 2, IdentityPurpose.Return, code: _voucher.Code);
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => _s.Bank.ReturnAsync(new() { Code = _voucher.Code, Assertion = assertion })));
    }

    [Fact]
    public async Task Reverse_ByAnotherInstitution_IsUnknown()
    {
        await _s.RedeemAsync(_voucher, 1);
        var (_, other) = await _s.AddSchoolAsync();
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => other.ReverseAsync(new() { Code = _voucher.Code, Reason = "mine" })));
    }

    [Fact]
    public async Task Revoke_ByAnAuthorityWithin_IsUnknown()
    {
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;
        Assert.Equal("unknown_code", await Scenario.RefusedAsync(() => district.RevokeVoucherAsync(new() { Code = _voucher.Code, Reason = "mine" })));
    }

    [Fact]
    public async Task Claim_ThroughAChannelOutsideTheBatch_IsRefused()
    {
        var (_, other) = await _s.AddBankAsync();
        Assert.Equal("channel_not_in_batch", await Scenario.RefusedAsync(() => _s.ClaimAsync(_batch, 2, other)));
    }

    [Fact]
    public async Task Propose_WithTheMoneyOfAnotherAuthority_IsRefused()
    {
        var district = _s.Connect(await _s.Server.AddAuthorityAsync("330106")).Authority;
        var scheme = await district.CreateSchemeAsync(new("330106", Scenario.FaceValue(), new() { Title = new("面值券", "Face value") }));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => district.ProposeReleaseAsync(new() { Title = "发放", Batches = [_s.Proposed(scheme, 1)] })));
    }

    private Task<string> RedeemAsync(Func<RedeemRequest, RedeemRequest> change) =>
        Scenario.RefusedAsync(() => _s.School.RedeemAsync(change(_s.Redeeming(_voucher, 1))));
}
