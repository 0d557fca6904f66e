using System.Globalization;
using System.Text;
using CsvHelper;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Vouchers;

/// <summary>The file of attempts is the list of attempts, as an office opens it.</summary>
public sealed class VerificationFileTests : IAsyncLifetime
{
    private Scenario _s = null!;
    private Voucher _voucher = null!;

    public async Task InitializeAsync()
    {
        _s = await Scenario.StartAsync();
        _voucher = await _s.ClaimAsync(await _s.ReleaseAsync(Scenario.FaceValue(), 9), 1);
    }

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Fact]
    public async Task Export_OfManyPages_HoldsWhatTheListHolds()
    {
        await _s.School.CheckManyAsync(new([.. Enumerable.Repeat(_voucher.Code, 700)]) { Device = "Gun" });
        _s.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await _s.School.CheckManyAsync(new([.. Enumerable.Repeat("nonsense", 300)]));
        _s.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await _s.School.RedeemAsync(_s.Redeeming(_voucher, 1) with { Scan = _voucher.Token! });

        foreach (var code in new[] { null, _voucher.Code })
        {
            var listed = new List<string[]>();
            await foreach (var v in _s.School.ListAllVerificationsAsync(new() { Limit = 200, Code = code }))
            {
                listed.Add([$"{v.At.AddHours(8):yyyy-MM-dd HH:mm:ss}", v.Kind.ToString().ToLowerInvariant(), v.Outcome, v.Code ?? "", v.Form!.Value.ToString().ToLowerInvariant(), v.Device ?? "", v.ClientId, v.InstitutionId, v.Id]);
            }

            var (text, rows) = await ExportAsync(new() { Code = code, Language = FileLanguage.En });
            Assert.Equal(code is null ? 1001 : 701, listed.Count);
            Assert.StartsWith("time (+08:00),attempt,outcome,message,voucher,form,device,system,platform,institution,id\r\n", text, StringComparison.Ordinal);
            Assert.Equal(listed, rows.Select(r => new[] { r[0], r[1], r[2], r[4], r[5], r[6], r[7], r[9], r[10] }));
        }
    }

    [Fact]
    public async Task Export_InChinese_SaysWhatHappenedInWords()
    {
        await _s.School.CheckAsync(new(_voucher.Code));
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await Scenario.RefusedAsync(() => _s.School.RedeemAsync(_s.Redeeming(_voucher, 2) with { Scan = _voucher.Token!, Device = "=1+1" }));
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await Scenario.RefusedAsync(() => _s.School.ReverseAsync(new() { Code = _voucher.Code, Reason = "r" }));

        await using var file = await _s.School.ExportVerificationsAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.ToArray()[..3]);
        var lines = Encoding.UTF8.GetString(bytes.ToArray()[3..]).Split("\r\n");
        Assert.Equal("时间（北京时间）,操作,结果,说明,唯一码,出示方式,设备,系统,课程平台,培训机构,记录编号", lines[0]);
        Assert.StartsWith($"2026-09-01 16:00:02,撤销用券,unknown_code,没有此券。,{_voucher.Code},唯一码,,cli_", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"2026-09-01 16:00:01,用券,holder_mismatch,证件与持券人不符。,{_voucher.Code},券凭证,\"'=1+1\",cli_", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"2026-09-01 16:00:00,查验,accepted,通过。,{_voucher.Code},唯一码,,cli_", lines[3], StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(lines[4..]));
    }

    [Fact]
    public async Task Export_WithFilters_HoldsWhatFits()
    {
        await _s.School.CheckAsync(new(_voucher.Code) { Device = "Gun" });
        await _s.School.CheckAsync(new("nonsense") { Device = "Gun" });
        _s.Server.Time.Advance(TimeSpan.FromSeconds(1));
        await _s.School.RedeemAsync(_s.Redeeming(_voucher, 1));
        var now = _s.Server.Time.GetUtcNow();

        Assert.Equal("code_prefix", Assert.Single((await ExportAsync(new() { Outcome = "refused", Device = "Gun" })).Rows)[2]);
        Assert.Equal("用券", Assert.Single((await ExportAsync(new() { From = now, Kind = VerificationKind.Redeem })).Rows)[1]);
        Assert.Empty((await ExportAsync(new() { To = now, Kind = VerificationKind.Redeem })).Rows);
    }

    private async Task<(string Text, IReadOnlyList<string[]> Rows)> ExportAsync(VerificationFileQuery query)
    {
        await using var file = await _s.School.ExportVerificationsAsync(query);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        using var csv = new CsvParser(new StringReader(text), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (await csv.ReadAsync())
        {
            rows.Add(csv.Record!);
        }

        return (text, rows[1..]);
    }
}
