using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Tests.Subsidies;

public class RosterTests
{
    [Fact]
    public async Task Submit_BadRows_AreReportedAndTheGoodOnesKept()
    {
        await using var s = await Scenario.StartAsync();
        var (_, elsewhere) = await s.AddSchoolAsync();
        var batch = await s.ReleaseAsync(Scenario.FaceValue(), 10);
        var (good, late) = (await s.UseAsync(batch, 1), await s.UseAsync(batch, 2));
        var unused = await s.ClaimAsync(batch, 3);
        var others = await s.UseAsync(batch, 4, elsewhere);
        var applied = await s.UseAsync(batch, 5);
        await s.ApplyAsync([applied]);
        var revoked = await s.UseAsync(batch, 6);
        await s.Maker.RevokeVoucherAsync(new() { Code = revoked.Code, Reason = "Fraud." });
        var unknown = new VoucherCode(VoucherId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])).Format();

        var submitted = await s.School.SubmitApplicationAsync(Settling.Roster(
            "not a code!", unused.Code, others.Code, good.Code, good.Code.ToLowerInvariant(), applied.Code, revoked.Code, unknown, Mistyped(good.Code), late.Code));

        Assert.Equal(
            [(1, "code_alphabet"), (2, "not_redeemed"), (3, "unknown_code"), (5, "duplicate"), (6, "in_application"), (7, "revoked"), (8, "unknown_code"), (9, "code_check")],
            submitted.Report.Errors.Select(e => (e.Row, e.Reason)));
        Assert.All(submitted.Report.Errors, e => Assert.Equal("code", e.Field));
        Assert.Equal((2, 8), (submitted.Report.Accepted, submitted.Report.Rejected));
        Assert.Equal([4, 10], submitted.Application!.Lines.Select(l => l.Line));
        await s.AssertAgreeAsync();
    }

    [Fact]
    public async Task Submit_LapsedRedemption_IsRejectedAsLapsed()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UseAsync(await s.ReleaseAsync(Scenario.FaceValue() with { LapseDays = 1 }, 1), 1);
        s.Server.Time.Advance(TimeSpan.FromDays(13));
        await new Sweeper(s.Server.Store, s.Server.Time, TimeSpan.FromDays(1), s.Server.Services.GetRequiredService<ServerMetrics>(), NullLogger<Sweeper>.Instance).SweepAsync(CancellationToken.None);

        var submitted = await s.School.SubmitApplicationAsync(Settling.Roster(used.Code));

        Assert.Equal("lapsed", Assert.Single(submitted.Report.Errors).Reason);
        Assert.Equal((0, 0, 0), await s.BalancesAsync());
    }

    [Fact]
    public async Task Submit_VouchersOfTwoAuthorities_KeepsThoseOfTheFirst()
    {
        await using var s = await Scenario.StartAsync();
        var district = await District.AddAsync(s);
        var theirs = await s.UseAsync(await district.ReleaseAsync(2), 20);
        var ours = await s.UsedAsync(1);

        var submitted = await s.School.SubmitApplicationAsync(Settling.Roster("bad", theirs.Code, ours[0].Code));

        Assert.Equal((3, "other_authority"), submitted.Report.Errors.Select(e => (e.Row, e.Reason)).Last());
        Assert.Equal(district.Line.Id, Assert.Single(submitted.Application!.Lines).BudgetLineId);
        Assert.Equal(district.Line.AuthorityId, submitted.Application.AuthorityId);
        Assert.NotNull((await s.School.SubmitApplicationAsync(Settling.Roster(ours[0].Code))).Application);
    }

    [Fact]
    public async Task Submit_NoGoodRow_MakesNoApplication()
    {
        await using var s = await Scenario.StartAsync();
        var submitted = await s.School.SubmitApplicationAsync(Settling.Roster("x", "y"));
        Assert.Null(submitted.Application);
        Assert.Equal((0, 2), (submitted.Report.Accepted, submitted.Report.Rejected));
        Assert.Empty((await s.School.ListApplicationsAsync()).Items);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("GB18030", false)]
    public async Task Submit_CsvWithABadRow_KeepsTheGoodOnes(string encoding, bool mark)
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(2);
        var text = $"code\r\n{used[0].Code}\r\n张三不是唯一码\r\n{used[1].Code}\r\n";
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetBytes(text) ?? Encoding.UTF8.GetBytes(text);
        using var file = new MemoryStream([.. mark ? Encoding.UTF8.Preamble : [], .. bytes]);

        var submitted = await s.School.SubmitApplicationCsvAsync(file);

        var error = Assert.Single(submitted.Report.Errors);
        Assert.Equal((2, "code", "code_alphabet"), (error.Row, error.Field, error.Reason));
        Assert.Equal(used.Select(v => v.Code), submitted.Application!.Lines.Select(l => l.Code));
        Assert.Equal([1, 3], submitted.Application.Lines.Select(l => l.Line));
    }

    [Theory]
    [InlineData("code\r\n", "invalid_request")]
    [InlineData("", "invalid_csv")]
    [InlineData("name\r\nx\r\n", "invalid_csv")]
    public async Task Submit_CsvWithoutRosterRows_IsRefused(string text, string code)
    {
        await using var s = await Scenario.StartAsync();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal(code, await Scenario.RefusedAsync(() => s.School.SubmitApplicationCsvAsync(file)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Submit_RowsOutOfBounds_IsRefused(int rows)
    {
        await using var s = await Scenario.StartAsync();
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => s.School.SubmitApplicationAsync(Settling.Roster(Enumerable.Repeat("x", rows)))));
    }

    [Fact]
    public async Task Submit_SameCode64TimesAtOnce_IsInOneApplication()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(1);
        await s.School.ListApplicationsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => s.School.SubmitApplicationAsync(Settling.Roster(used[0].Code))));

        Assert.Single(answers, a => a.Application is not null);
        Assert.All(answers.Where(a => a.Application is null), a => Assert.Equal("in_application", Assert.Single(a.Report.Errors).Reason));
        Assert.Single((await s.School.ListApplicationsAsync()).Items);
        await s.AssertAgreeAsync();
    }

    [Fact]
    public async Task Submit_SameKeyTwice_HasOneEffectAndOneAnswer()
    {
        await using var s = await Scenario.StartAsync();
        var used = await s.UsedAsync(1);
        var once = new Client.RequestOptions { IdempotencyKey = "roster-1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => s.School.SubmitApplicationAsync(Settling.Roster(used[0].Code), once)));

        Assert.Single(answers.Select(a => a.Application!.Id).Distinct());
    }

    private static string Mistyped(string code) => code[..^1] + (code[^1] == '0' ? '1' : '0');
}
