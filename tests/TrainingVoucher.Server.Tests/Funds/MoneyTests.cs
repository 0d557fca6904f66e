using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Funds;

public sealed class MoneyTests : IAsyncLifetime
{
    private static readonly Reason Why = new("r");

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync(1_000_000);

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task ProjectStandard_OfProjectLevelCategoryAndDay_UpToTheCap()
    {
        var report = await _s.Maker.AddSubsidyStandardsAsync(new(
        [
            Standard("welder", 5, 30_000), Standard("welder", 5, 40_000) with { Category = "unemployed" }, Standard("welder", 5, 20_000) with { Category = "veteran" },
            Standard("welder", 4, 80_000), Standard("old", 5, 10_000) with { ValidTo = _s.Today.AddDays(-1) },
            Standard("last-day", 5, 100) with { ValidTo = _s.Today }, Standard("nothing", 5, 0),
        ]));
        Assert.Equal(7, report.Accepted);
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { ValueMode = ValueMode.ProjectStandard }, 20);
        (string Project, int Level, string? Category, long? Fen)[] cases =
        [
            ("welder", 5, null, 30_000), ("welder", 5, "unemployed", 40_000), ("welder", 5, "veteran", 30_000), ("welder", 4, null, 50_000),
            ("baker", 5, null, null), ("welder", 3, null, null), ("old", 5, null, null), ("last-day", 5, null, 100), ("nothing", 5, null, 0),
        ];

        foreach (var ((project, level, category, expected), person) in cases.Select((c, i) => (c, i + 1)))
        {
            if (category is not null)
            {
                await _s.Maker.UploadRegisterAsync(new([Identity.TestNumbers.Registered(MadeUp.Person(person).DocumentNumber) with { Category = category }]));
            }

            var request = _s.Redeeming(await _s.ClaimAsync(batch, person), person, project, level);
            if (expected is { } fen)
            {
                Assert.Equal(fen, (await _s.School.RedeemAsync(request)).Voucher.AmountFen);
            }
            else
            {
                Assert.Equal("no_standard", await Scenario.RefusedAsync(() => _s.School.RedeemAsync(request)));
            }
        }

        Assert.Equal((14 * 50_000, 150_100, 149_900), await LineAsync());
    }

    [Fact]
    public async Task AddSubsidyStandards_BadRows_AreReported()
    {
        var report = await _s.Maker.AddSubsidyStandardsAsync(new(
        [
            Standard("welder", 5, 1), Standard("welder", 5, 2), Standard("a b", 6, -1), Standard("welder", 4, 1) with { Category = "nobility" },
            Standard("welder", 3, 1) with { ValidTo = new(2025, 12, 31) },
        ]));

        Assert.Equal((1, 4), (report.Accepted, report.Rejected));
        Assert.Equal(
            [(2, "validFrom"), (3, "project"), (3, "level"), (3, "fen"), (4, "category"), (5, "validTo")],
            report.Errors.Select(e => (e.Row, e.Field)));
        Assert.Single((await _s.Maker.ListSubsidyStandardsAsync()).Items);
    }

    [Theory]
    [InlineData(ValueMode.Entitlement)]
    [InlineData(ValueMode.Attendance)]
    public async Task WithoutMoney_FromClaimToEnd_MovesNone(ValueMode mode)
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { ValueMode = mode, ValueFen = 0, LapseDays = 30 }, 5);
        await _s.RedeemAsync(await _s.ClaimAsync(batch, 1), 1);
        await _s.ClaimAsync(batch, 2);

        _s.Server.Time.Advance(TimeSpan.FromDays(10));
        await _s.SweepAsync();
        Assert.Equal(VoucherState.Redeemed, await StateAsync());
        _s.Server.Time.Advance(TimeSpan.FromDays(1));
        await _s.SweepAsync();

        Assert.Equal(mode == ValueMode.Attendance ? VoucherState.Settled : VoucherState.Redeemed, await StateAsync());
        Assert.Equal(mode == ValueMode.Attendance ? 1 : 0, await _s.CountJournalAsync("voucher.settled"));
        Assert.Single((await _s.Maker.ListPostingsAsync(_s.Line.Id)).Items);

        async Task<VoucherState> StateAsync() => Assert.Single((await _s.School.ListRedemptionsAsync()).Items).Voucher.State;
    }

    [Fact]
    public async Task Close_Batch_GivesBackWhatWasNeverUsed()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue(), 10);
        var unused = await _s.ClaimAsync(batch, 1);
        await _s.RedeemAsync(await _s.ClaimAsync(batch, 2), 2);
        await _s.ClaimAsync(batch, 3);

        var closed = await _s.Maker.CloseBatchAsync(batch.Id, Why);

        Assert.Equal((BatchState.Closed, 3), (closed.State, closed.Claimed));
        Assert.Equal((100_000, 50_000, 850_000), await LineAsync());
        await _s.Bank.ReturnAsync(new() { Code = unused.Code, Assertion = await _s.AssertAsync(_s.Bank, 1, IdentityPurpose.Return, code: unused.Code) });
        Assert.Equal((50_000, 50_000, 900_000), await LineAsync());
        Assert.Equal(2, (await _s.Maker.GetBatchAsync(batch.Id)).Claimed);
        _s.Server.Time.Advance(TimeSpan.FromDays(31));
        await _s.SweepAsync();
        Assert.Equal((0, 50_000, 950_000), await LineAsync());
    }

    [Fact]
    public async Task Sweep_AfterTheWindow_ClosesTheBatch()
    {
        var now = _s.Server.Time.GetUtcNow();
        var batch = await _s.ReleaseAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), 10) with { ClosesAt = now.AddHours(1) });
        await _s.ClaimAsync(batch, 1);
        _s.Server.Time.Advance(TimeSpan.FromMinutes(59));
        await _s.SweepAsync();
        Assert.Equal(BatchState.Released, (await _s.Maker.GetBatchAsync(batch.Id)).State);

        _s.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await _s.SweepAsync();
        await _s.SweepAsync();

        Assert.Equal(BatchState.Closed, (await _s.Maker.GetBatchAsync(batch.Id)).State);
        Assert.Equal((50_000, 0, 950_000), await LineAsync());
        Assert.Equal(1, await _s.CountJournalAsync("batch.closed"));
    }

    private static SubsidyStandard Standard(string project, int level, long fen) =>
        new() { Project = project, Level = level, Fen = fen, ValidFrom = new(2026, 1, 1), ValidTo = new(2026, 12, 31) };

    private async Task<(long Reserved, long Obligated, long Available)> LineAsync()
    {
        var line = await _s.ReadLineAsync();
        return (line.ReservedFen, line.ObligatedFen, line.AvailableFen);
    }
}
