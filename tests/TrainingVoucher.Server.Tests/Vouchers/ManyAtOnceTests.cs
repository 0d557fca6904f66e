using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>Up to a thousand vouchers in one call, each answered by itself.</summary>
public sealed class ManyAtOnceTests : IAsyncLifetime
{
    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task RedeemMany_GoodAndBad_EachIsDecidedByItself()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 5);
        var vouchers = new List<Voucher>();
        for (var holder = 1; holder <= 3; holder++)
        {
            vouchers.Add(await _s.ClaimAsync(batch, holder));
        }

        var items = new[] { _s.Redeeming(vouchers[0], 1), _s.Redeeming(vouchers[1], 3), _s.Redeeming(vouchers[0], 1), _s.Redeeming(vouchers[2], 3) with { ClassEndsOn = new DateOnly(2026, 12, 31), Assertion = "x", Document = null } };

        var results = (await _s.School.RedeemManyAsync(new([.. items, _s.Redeeming(vouchers[2], 3)]))).Results;

        Assert.Equal([null, "holder_mismatch", "already_redeemed", "assertion_invalid", null], results.Select(r => r.Code));
        Assert.Equal([vouchers[0].Code, vouchers[2].Code], results.Select(r => r.Redemption?.Voucher.Code).OfType<string>());
        Assert.All(results.Where(r => r.Code is not null), r => Assert.True(r.Redemption is null && r.Message!.Zh.Length > 0 && r.Next!.En.Length > 0));
        Assert.Equal(2, (await _s.School.ListRedemptionsAsync()).Items.Count);
    }

    [Fact]
    public async Task RedeemMany_SameKeyTwice_IsOneEffect()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 1);
        var request = new RedeemVouchersRequest([_s.Redeeming(await _s.ClaimAsync(batch, 1), 1)]);

        var first = await _s.School.RedeemManyAsync(request, new() { IdempotencyKey = "bulk-1" });
        var second = await _s.School.RedeemManyAsync(request, new() { IdempotencyKey = "bulk-1" });

        Assert.Null(first.Results[0].Code);
        Assert.Equivalent(first, second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task Many_TooFewOrTooMany_IsRefusedWhole(int count)
    {
        var wrong = new string('x', 1_025);

        var check = await Assert.ThrowsAsync<TrainingVoucher.Client.TrainingVoucherException>(() => _s.School.CheckManyAsync(new([.. Enumerable.Repeat(wrong, count)])));

        Assert.Equal("invalid_request", check.Code);
        Assert.Contains(check.Errors, e => e.Field == "scans");
    }

    [Fact]
    public async Task CheckMany_AThousand_AnswersInTheirOrderAndRecordsEach()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 1);
        var voucher = await _s.ClaimAsync(batch, 1);
        var scans = Enumerable.Range(0, 1_000).Select(i => i % 2 == 0 ? voucher.Code : "nonsense").ToList();

        var answers = (await _s.School.CheckManyAsync(new(scans))).Answers;

        Assert.Equal(1_000, answers.Count);
        Assert.All(answers.Index(), a => Assert.Equal(a.Index % 2 == 0, a.Item.Usable));
        var records = await _s.Server.Database.QueryAsync<string>("SELECT outcome FROM verification");
        Assert.Equal((500, 500), (records.Count(outcome => outcome == "accepted"), records.Count(outcome => outcome == "code_prefix")));
    }
}
