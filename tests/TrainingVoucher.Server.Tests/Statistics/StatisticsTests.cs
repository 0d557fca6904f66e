using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Tests.Subsidies;

namespace TrainingVoucher.Server.Tests.Statistics;

public class StatisticsTests
{
    [Fact]
    public async Task Figures_OfEveryBreakdown_CountTheSameVouchers()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await FilledAsync(s);
        var district = await District.AddAsync(s);
        await s.UseAsync(await district.ReleaseAsync(1), 20);

        var schemes = await RowsAsync(s, StatisticsBy.Scheme);
        var city = new StatisticsRow { Key = batch.SchemeId, Issued = 7, Claimed = 1, Redeemed = 5, Settled = 1, Ended = 1, ObligatedFen = 100_000, ApprovedFen = 50_000, DisbursedFen = 100_000 };
        Assert.Equal(city, schemes.Single(r => r.Key == batch.SchemeId));
        Assert.Equal(2, schemes.Count);
        Assert.Contains(city with { Key = batch.Id }, await RowsAsync(s, StatisticsBy.Batch));
        Assert.Contains(city with { Key = "employmentSubsidy" }, await RowsAsync(s, StatisticsBy.FundingSource));

        var regions = await RowsAsync(s, StatisticsBy.Region);
        Assert.Equal([city with { Key = "330100" }, Used("330106", 30_000)], regions);

        var institutions = await RowsAsync(s, StatisticsBy.Institution);
        Assert.Equal(("", 2, 1, 1), (institutions[0].Key, institutions[0].Issued, institutions[0].Claimed, institutions[0].Ended));
        Assert.Equal((s.SchoolId, 6, 6), (institutions[1].Key, institutions[1].Issued, institutions[1].Redeemed));

        Assert.Equal((s.BankId, 8), Assert.Single((await RowsAsync(s, StatisticsBy.Channel)).Select(r => (r.Key, r.Issued))));
        foreach (var by in Enum.GetValues<StatisticsBy>().Where(by => by != StatisticsBy.Unknown))
        {
            var rows = await RowsAsync(s, by);
            Assert.Equal((8, 6, 130_000, 50_000, 100_000), (rows.Sum(r => r.Issued), rows.Sum(r => r.Redeemed), rows.Sum(r => r.ObligatedFen), rows.Sum(r => r.ApprovedFen), rows.Sum(r => r.DisbursedFen)));
        }
    }

    [Fact]
    public async Task Fen_ByBudgetLineAndFundingSource_EqualTheBalances()
    {
        await using var s = await Scenario.StartAsync();
        await FilledAsync(s);
        var district = await District.AddAsync(s);
        var paid = await s.ApplyAsync([await s.UseAsync(await district.ReleaseAsync(1), 20)]);
        await district.Maker.ReviewApplicationAsync(paid.Id, Settling.Accept(1));
        await s.AssertAgreeAsync();

        var lines = (await s.Maker.ListBudgetLinesAsync()).Items;
        foreach (var row in await RowsAsync(s, StatisticsBy.BudgetLine))
        {
            var line = lines.Single(l => l.Id == row.Key);
            Assert.Equal((line.ObligatedFen, line.ApprovedFen, line.DisbursedFen), (row.ObligatedFen, row.ApprovedFen, row.DisbursedFen));
        }

        var sources = await RowsAsync(s, StatisticsBy.FundingSource);
        Assert.Equal(["unemploymentInsurance", "employmentSubsidy"], sources.Select(r => r.Key));
        Assert.Equal(lines.Sum(l => l.ObligatedFen), sources.Sum(r => r.ObligatedFen));
        Assert.Equal(lines.Sum(l => l.ApprovedFen), sources.Sum(r => r.ApprovedFen));
        Assert.Equal(lines.Sum(l => l.DisbursedFen), sources.Sum(r => r.DisbursedFen));
    }

    [Fact]
    public async Task Figures_AfterTheLastDay_CountTheUnusedAsEndedUnswept()
    {
        await using var s = await Scenario.StartAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 2);
        await s.ClaimAsync(batch, 1);
        await s.Server.Store.ChangeAsync(session => session.ExecuteAsync("UPDATE voucher SET first_day = 0, last_day = 1"), CancellationToken.None);

        var row = Assert.Single(await RowsAsync(s, StatisticsBy.Batch));

        Assert.Equal((1, 0, 1), (row.Issued, row.Claimed, row.Ended));
    }

    [Fact]
    public async Task Figures_OfAVoucherWithoutMoney_HaveNoBudgetLine()
    {
        await using var s = await Scenario.StartAsync();
        var entitlement = Scenario.FaceValue(0) with { ValueMode = Tokens.ValueMode.Entitlement };
        await s.UseAsync(await s.ReleaseAsync(entitlement, 1), 1);

        Assert.Equal(Used("", 0), Assert.Single(await RowsAsync(s, StatisticsBy.BudgetLine)));
        Assert.Equal("", Assert.Single(await RowsAsync(s, StatisticsBy.FundingSource)).Key);
    }

    [Fact]
    public async Task Region_NarrowerForeignOrWrong_IsTakenRefusedOrInvalid()
    {
        await using var s = await Scenario.StartAsync();
        var district = await District.AddAsync(s);
        await s.UsedAsync(1);
        await s.UseAsync(await district.ReleaseAsync(1), 20);

        Assert.Equal(["330106"], await KeysAsync(new() { By = StatisticsBy.Region, Region = "330106" }));
        Assert.Equal("330106", Assert.Single((await district.Maker.GetStatisticsAsync(new() { By = StatisticsBy.Region })).Items).Key);
        Assert.Equal("region_not_yours", await Scenario.RefusedAsync(() => district.Maker.GetStatisticsAsync(new() { By = StatisticsBy.Region, Region = "330100" })));
        Assert.Equal("region_not_yours", await Scenario.RefusedAsync(() => KeysAsync(new() { By = StatisticsBy.Region, Region = "330000" })));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => KeysAsync(new() { By = StatisticsBy.Region, Region = "33010" })));

        async Task<IEnumerable<string>> KeysAsync(StatisticsQuery query) => (await s.Maker.GetStatisticsAsync(query)).Items.Select(r => r.Key);
    }

    [Fact]
    public async Task Figures_PageByPage_AreThoseOfOnePage()
    {
        await using var s = await Scenario.StartAsync();
        for (var n = 1; n <= 5; n++)
        {
            await s.UsedAsync(1, from: n);
        }

        await s.ClaimAsync(await s.ReleaseAsync(Scenario.FaceValue(), 1), 9);

        foreach (var by in new[] { StatisticsBy.Batch, StatisticsBy.Institution })
        {
            var whole = await RowsAsync(s, by);
            var paged = new List<StatisticsRow>();
            await foreach (var row in s.Maker.ListAllStatisticsAsync(new() { By = by, Limit = 1 }))
            {
                paged.Add(row);
            }

            Assert.Equal(whole, paged);
        }
    }

    /// <summary>One unused, one expelled, and one voucher each that is used, applied for, approved, paid and settled.</summary>
    private static async Task<Batch> FilledAsync(Scenario s)
    {
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 10);
        await s.ClaimAsync(batch, 1);
        var revoked = await s.ClaimAsync(batch, 2);
        await s.Maker.RevokeVoucherAsync(new() { Code = revoked.Code, Reason = "Moved away." });
        await s.UseAsync(batch, 3);
        await s.ApplyAsync([await s.UseAsync(batch, 4)]);
        await s.ApprovedAsync([await s.UseAsync(batch, 5)]);
        await s.PaidAsync([await s.UseAsync(batch, 6)]);
        await s.Maker.SettleApplicationAsync((await s.PaidAsync([await s.UseAsync(batch, 7)])).Id);
        return batch;
    }

    private static StatisticsRow Used(string key, long fen) =>
        new() { Key = key, Issued = 1, Claimed = 0, Redeemed = 1, Settled = 0, Ended = 0, ObligatedFen = fen, ApprovedFen = 0, DisbursedFen = 0 };

    private static async Task<IReadOnlyList<StatisticsRow>> RowsAsync(Scenario s, StatisticsBy by) => (await s.Maker.GetStatisticsAsync(new() { By = by })).Items;
}
