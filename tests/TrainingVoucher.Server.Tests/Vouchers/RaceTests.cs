using System.Security.Cryptography;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Many at once: each race has exactly the winners it may have.</summary>
public class RaceTests
{
    private const int Racers = 64;

    [Fact]
    public async Task Redeem_64AtOnce_ExactlyOneSucceeds()
    {
        await using var s = await Scenario.StartAsync();
        var voucher = await s.ClaimAsync(await s.ReleaseAsync(Scenario.FaceValue(), 1), 1);

        var codes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => CodeAsync(() => s.RedeemAsync(voucher, 1))));

        Assert.Single(codes, "ok");
        Assert.Equal(Racers - 1, codes.Count(c => c == "already_redeemed"));
        Assert.Equal(50_000, (await s.ReadLineAsync()).ObligatedFen);
        Assert.Equal(1, await s.CountJournalAsync("voucher.redeemed"));
    }

    [Fact]
    public async Task Claim_200OnABatchOf50_Exactly50()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 50);
        var assertions = await Task.WhenAll(Enumerable.Range(1, 200).Select(n => s.AssertAsync(s.Bank, n, IdentityPurpose.Claim, batch.Id)));

        var codes = await Task.WhenAll(assertions.Select(a => CodeAsync(() => s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = a }))));

        Assert.Equal(50, codes.Count(c => c == "ok"));
        Assert.Equal(150, codes.Count(c => c == "sold_out"));
        Assert.Equal(50, (await s.Maker.GetBatchAsync(batch.Id)).Claimed);
        Assert.Equal(50, await s.CountJournalAsync("voucher.claimed"));
    }

    [Fact]
    public async Task Claim_SamePersonTwiceAtOnce_OnlyOneOfTheBatch()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue() with { LimitPerPerson = 5 }, 50);
        var assertions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => s.AssertAsync(s.Bank, 1, IdentityPurpose.Claim, batch.Id)));

        var codes = await Task.WhenAll(assertions.Select(a => CodeAsync(() => s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = a }))));

        Assert.Single(codes, "ok");
        Assert.Equal(19, codes.Count(c => c == "already_claimed"));
    }

    [Fact]
    public async Task Claim_TwoSchemesOfOneGroupAtOnce_ExactlyOne()
    {
        await using var s = await Scenario.StartAsync();
        var first = await s.ReleaseAsync(Scenario.FaceValue() with { Group = "skills" }, 10);
        var second = await s.ReleaseAsync(Scenario.FaceValue() with { Group = "skills" }, 10);

        for (var person = 1; person <= 10; person++)
        {
            var codes = await Task.WhenAll(CodeAsync(() => s.ClaimAsync(first, person)), CodeAsync(() => s.ClaimAsync(second, person)));
            Assert.Equal(["ok", "unused_in_group"], codes.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Assertion_UsedAtOnce_GoodForOneClaim()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 50);
        var assertion = await s.AssertAsync(s.Bank, 1, IdentityPurpose.Claim, batch.Id);

        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CodeAsync(() => s.Bank.ClaimAsync(new() { BatchId = batch.Id, Assertion = assertion }))));

        Assert.Single(codes, "ok");
        Assert.Equal(19, codes.Count(c => c == "assertion_invalid"));
    }

    [Fact]
    public async Task Change_SameKeyAtOnceAndLater_OneEffectAndTheSameBytes()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 10);
        var request = new ClaimRequest { BatchId = batch.Id, Assertion = await s.AssertAsync(s.Bank, 1, IdentityPurpose.Claim, batch.Id) };
        var key = RandomNumberGenerator.GetHexString(20);
        var party = s.BankParty;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => party.BytesAsync(Operations.ClaimVoucher, request, key)));
        s.Server.Time.Advance(TimeSpan.FromHours(1));
        party.Token = null;
        var later = await party.BytesAsync(Operations.ClaimVoucher, request, key);

        Assert.All(answers, a => Assert.Equal(later, a));
        Assert.Equal(1, (await s.Maker.GetBatchAsync(batch.Id)).Claimed);
        Assert.Equal("idempotency_key_reused", (await party.ProblemAsync(Operations.ClaimVoucher, request with { Pledges = ["other"] }, key: key)).Code);
    }

    private static async Task<string> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "ok";
        }
        catch (TrainingVoucherException e)
        {
            return e.Code;
        }
    }
}
