using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Schemes;

public sealed class RegisterTests : IAsyncLifetime
{
    private const string Header = "documentType,documentNumber,name,category,region,evidence,validFrom,validTo";

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public Task DisposeAsync() => _s.DisposeAsync().AsTask();

    [Fact]
    public async Task Upload_CsvOfAnOffice_IsReadInEveryEncodingAndSeparator()
    {
        (string Encoding, string Separator)[] files =
        [
            ("utf-8", ","), ("utf-8-bom", ","), ("utf-16le", ","), ("utf-16be", ","), ("GB18030", ","),
            ("utf-8", ";"), ("utf-8-bom", "\t"), ("GB18030", ";"), ("GB18030", "\t"),
        ];
        var batch = await _s.ReleaseAsync(_s.Proposed(await _s.DefineAsync(Scenario.FaceValue()), files.Length));
        foreach (var ((encoding, separator), n) in files.Select((f, i) => (f, 2 * i)))
        {
            var text = string.Join("\r\n", [Header, Line(n), Line(n + 1), ""]).Replace(",", separator, StringComparison.Ordinal);

            var report = await _s.Maker.UploadRegisterCsvAsync(new MemoryStream(Encode(text, encoding)));

            Assert.True(report.Errors.Count == 0, $"{encoding} {separator}: {string.Join(' ', report.Errors)}");
            Assert.Equal((2, 0), (report.Accepted, report.Rejected));
            await _s.ClaimAsync(batch, n);
        }

        Assert.Equal([new RegisterCount("unemployed", "330106", 2 * files.Length)], (await _s.Maker.CountRegisterAsync()).Items);
        Assert.All((await _s.Maker.ListVouchersAsync()).Items, r => Assert.Equal("测**", r.Holder.Name));
    }

    [Fact]
    public async Task Upload_BadRowsAmongGood_AreReportedByNumberAndField()
    {
        var good = MadeUp.Person(1).DocumentNumber;
        var text = string.Join("\n",
            Header,
            Line(1),
            Line(2).Replace("unemployed", "nobility", StringComparison.Ordinal),
            Line(3).Replace("330106", "330200", StringComparison.Ordinal),
            Line(4).Replace("2027-12-31", "2025-02-30", StringComparison.Ordinal),
            Line(5).Replace("2027-12-31", "2025-02-28", StringComparison.Ordinal),
            Line(6).Replace(MadeUp.Person(6).DocumentNumber, Mistyped(MadeUp.Person(6).DocumentNumber), StringComparison.Ordinal),
            Line(1),
            Line(7) + ",more",
            Line(5),
            Line(8));

        var report = await _s.Maker.UploadRegisterCsvAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.Equal((3, 7), (report.Accepted, report.Rejected));
        Assert.Equal(
            [
                (2, "category", "invalid"), (3, "region", "region_not_yours"), (4, "validTo", "wrong_type"), (5, "validTo", "out_of_range"),
                (6, "documentNumber", "check_digit"), (7, "documentNumber", "duplicate"), (8, "column9", "unknown_field"),
            ],
            report.Errors.Select(e => (e.Row, e.Field, e.Reason)));
        Assert.DoesNotContain(report.Errors, e => e.Message.Contains(good, StringComparison.Ordinal));
        Assert.Equal([new RegisterCount("unemployed", "330106", 3)], (await _s.Maker.CountRegisterAsync()).Items);
    }

    [Fact]
    public async Task Upload_NoSuchFile_IsRefused()
    {
        foreach (var (text, code) in ((string, string)[])[("", "invalid_csv"), (Header, "invalid_request"), ("a,b\n1,2", "invalid_csv"), ("region,region\nx,y", "invalid_csv")])
        {
            Assert.Equal(code, await Scenario.RefusedAsync(() => _s.Maker.UploadRegisterCsvAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)))));
        }
    }

    [Fact]
    public async Task Upload_Json_ReportsLikeCsv()
    {
        var report = await _s.Maker.UploadRegisterAsync(new([Row(1), Row(2) with { Name = " " }, Row(3) with { ValidTo = new(2025, 1, 1) }]));

        Assert.Equal((1, 2), (report.Accepted, report.Rejected));
        Assert.Equal([(2, "name"), (3, "validTo")], report.Errors.Select(e => (e.Row, e.Field)));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _s.Maker.UploadRegisterAsync(new([]))));
    }

    [Fact]
    public async Task Upload_Again_SupersedesTheVersionBefore()
    {
        var batch = await _s.ReleaseAsync(Scenario.FaceValue() with { Eligibility = [new() { Id = "job", Categories = ["unemployed"], Region = "330100" }] }, 10);
        Assert.Equal("not_eligible", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 1)));
        await _s.Maker.UploadRegisterAsync(new([Row(1), Row(2)]));
        await _s.ClaimAsync(batch, 1);

        await _s.Maker.UploadRegisterAsync(new([Row(2) with { ValidTo = new(2026, 8, 31) }]));

        Assert.Equal("not_eligible", await Scenario.RefusedAsync(() => _s.ClaimAsync(batch, 2)));
        Assert.Equal([new RegisterCount("unemployed", "330106", 1)], (await _s.Maker.CountRegisterAsync()).Items);
        var versions = await _s.Server.Store.ReadAsync(x => x.QueryAsync<long>("SELECT version FROM register_entry ORDER BY person_id, version"), CancellationToken.None);
        Assert.Equal([1, 1, 2], versions.Order());
    }

    [Fact]
    public async Task Count_ByCategoryAndRegion_PagesWithoutGap()
    {
        string[] regions = ["330100", "330102", "330105", "330106"];
        string[] categories = ["unemployed", "veteran", "insured"];
        await _s.Maker.UploadRegisterAsync(new([.. from c in categories from r in regions select Row(1) with { Category = c, Region = r }]));

        var all = new List<RegisterCount>();
        await foreach (var count in _s.Maker.ListAllRegisterCountsAsync(new() { Limit = 5 }))
        {
            all.Add(count);
        }

        Assert.Equal(12, all.Distinct().Count());
        Assert.Equal(12, all.Count);
        Assert.All(all, c => Assert.Equal(1, c.Persons));
    }

    private static RegisterRow Row(int n) => new()
    {
        DocumentType = DocumentType.ResidentIdCard,
        DocumentNumber = MadeUp.Person(n).DocumentNumber,
        Name = MadeUp.Person(n).Name,
        Category = "unemployed",
        Region = "330106",
        Evidence = "失业登记",
        ValidFrom = new(2026, 1, 1),
        ValidTo = new(2027, 12, 31),
    };

    private static string Line(int n) => $"residentIdCard,{MadeUp.Person(n).DocumentNumber},{MadeUp.Person(n).Name},unemployed,330106,失业登记,2026-01-01,2027-12-31";

    private static string Mistyped(string number) => number[..^2] + (number[^2] == '1' ? '2' : '1') + number[^1];

    private static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16le" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text),
    };
}
