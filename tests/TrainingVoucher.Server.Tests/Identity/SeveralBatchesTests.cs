using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Identity;

/// <summary>One assertion to claim from several batches: once from each of those it names.</summary>
public sealed class SeveralBatchesTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private Batch[] _batches = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _batches = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _s.ReleaseAsync(Scenario.FaceValue(), 5)));
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Claim_FromEachNamedBatch_GoesOnce()
    {
        var assertion = await AssertAsync(1, _batches[0], _batches[1]);

        Assert.True((await _s.Bank.CheckEligibilityAsync(Checking(_batches[1], assertion))).Eligible);
        await _s.Bank.ClaimAsync(Claiming(_batches[1], assertion));
        Assert.Equal("assertion_invalid", await ClaimingAsync(_batches[1], assertion));
        Assert.Equal("assertion_invalid", await Scenario.RefusedAsync(() => _s.Bank.CheckEligibilityAsync(Checking(_batches[1], assertion))));
        Assert.Equal("assertion_invalid", await ClaimingAsync(_batches[2], assertion));
        await _s.Bank.ClaimAsync(Claiming(_batches[0], assertion));
        Assert.Equal("assertion_invalid", await ClaimingAsync(_batches[0], assertion));
    }

    [Fact]
    public async Task Claim_ThatIsRefused_LeavesTheBatchAndTheOthers()
    {
        await _s.Maker.SuspendBatchAsync(_batches[0].Id, new("查"));
        var assertion = await AssertAsync(1, _batches[0], _batches[1]);

        Assert.Equal("suspended", await ClaimingAsync(_batches[0], assertion));
        await _s.Bank.ClaimAsync(Claiming(_batches[1], assertion));
        await _s.Maker.ResumeBatchAsync(_batches[0].Id, new("好"));
        await _s.Bank.ClaimAsync(Claiming(_batches[0], assertion));
    }

    [Fact]
    public async Task Claim_FromAllAtOnceAndManyTimes_GoesOnceForEach()
    {
        var assertion = await AssertAsync(1, _batches);

        var codes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            using var answer = await _s.BankParty.SendAsync(Operations.ClaimVoucher, Claiming(_batches[i % 3], assertion), id: null, key: null);
            return (int)answer.StatusCode;
        }));

        Assert.Equal(3, codes.Count(code => code == 200));
        foreach (var batch in _batches)
        {
            Assert.Equal(1, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
        }

        Assert.Equal(3, await _s.CountJournalAsync("voucher.claimed"));
    }

    [Fact]
    public async Task Assertion_ForSeveral_IsExpiredAfterFiveMinutes()
    {
        var assertion = await AssertAsync(1, _batches);
        await _s.Bank.ClaimAsync(Claiming(_batches[0], assertion));
        _s.Server.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("assertion_invalid", await ClaimingAsync(_batches[1], assertion));
    }

    private Task<string> AssertAsync(int person, params Batch[] batches) =>
        Scenario.AssertAsync(_s.BankParty, person, new() { Purpose = IdentityPurpose.Claim, BatchIds = [.. batches.Select(b => b.Id)] });

    private static ClaimRequest Claiming(Batch batch, string assertion) => new() { BatchId = batch.Id, Assertion = assertion };

    private static CheckEligibilityRequest Checking(Batch batch, string assertion) => new() { BatchId = batch.Id, Assertion = assertion };

    private Task<string> ClaimingAsync(Batch batch, string assertion) => Scenario.RefusedAsync(() => _s.Bank.ClaimAsync(Claiming(batch, assertion)));
}
