using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>What a channel shows before a claim, and by which way the holder came to it.</summary>
public sealed class ClaimEntryTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Claim_WithEntry_KeepsItOnRecord()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var claim = new ClaimRequest { BatchId = batch.Id, Assertion = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Claim, batch.Id), Entry = "skills-day-2026" };

        await _s.Bank.ClaimAsync(claim);
        await _s.ClaimAsync(batch, 2);

        var entries = (await _s.ReadJournalAsync()).Where(e => e.Event == "voucher.claimed").Select(e => e.Texts.GetValueOrDefault("entry"));
        Assert.Equal(["skills-day-2026", null], entries);
    }

    [Fact]
    public async Task Accept_WithEntry_KeepsItOnRecord()
    {
        var batch = await _s.ReleaseToAsync(await _s.DefineAsync(Scenario.FaceValue()), 1);

        await _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Claim, batch.Id), Entry = "sms" });

        Assert.Equal("sms", Assert.Single(await _s.ReadJournalAsync(), e => e.NewState == (int)VoucherState.Claimed).Texts["entry"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("330102199001011237")]
    [InlineData("Poster")]
    [InlineData("poster 7")]
    [InlineData("海报")]
    [InlineData("a1234567890123456789012345678901234567890")]
    public async Task Claim_WithAnEntryThatIsNoName_IsInvalid(string entry)
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => _s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = "x", Entry = entry }));

        Assert.Equal(("invalid_request", "entry"), (e.Code, Assert.Single(e.Errors).Field));
    }

    [Fact]
    public async Task ListClaimable_OfAScheme_SaysWhatMayBeLearnt()
    {
        await _s.ReleaseAsync(Scenario.FaceValue() with { Content = new() { Projects = ["welder", "electrician"], Levels = [5] } }, 5);

        var offered = Assert.Single((await _s.Bank.ListClaimableAsync()).Items);

        Assert.Equal(["welder", "electrician"], offered.Content.Projects);
        Assert.Equal([5], offered.Content.Levels);
    }
}
