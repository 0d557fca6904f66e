using System.Net.Sockets;
using System.Text;
using TrainingVoucher.Contracts;
using PublicId = TrainingVoucher.Server.Storage.Ids;

namespace TrainingVoucher.Server.Tests.Jobs;

/// <summary>What comes in over the network before there is a job.</summary>
public sealed class JobUploadTests : IAsyncLifetime
{
    private JobStage _stage = null!;
    private string _batch = "";
    private string _release = "";

    private Scenario S => _stage.S;

    public async Task InitializeAsync()
    {
        _stage = await JobStage.StartAsync(rows: 20);
        (_release, _batch) = await _stage.ProposeAsync(await S.DefineAsync(Scenario.FaceValue()), 500);
    }

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task Upload_FileOfAnOffice_IsReadInEveryEncodingAndSeparator()
    {
        (string Encoding, string Separator)[] files =
        [
            ("utf-8", ","), ("utf-8-bom", ","), ("utf-16le", ","), ("utf-16be", ","), ("GB18030", ","), ("utf-8", ";"), ("utf-8-bom", "\t"), ("GB18030", "\t"),
        ];
        foreach (var ((encoding, separator), n) in files.Select((f, i) => (f, 10 * i)))
        {
            var text = JobStage.Csv([.. Enumerable.Range(n, 7).Select(JobStage.Line)]).Replace(",", separator, StringComparison.Ordinal);
            var job = await S.Maker.StartPersonListCsvAsync(_batch, new MemoryStream(Encode(text, encoding)));
            await _stage.RunAsync();

            var done = await _stage.ReadAsync(job);
            Assert.True(done is { State: JobState.Done, Done: 7, Rejected: 0 }, $"{encoding} {separator}: {done} {string.Join(' ', await _stage.RejectedAsync(job))}");
        }

        await S.Checker.ApproveReleaseAsync(_release);
        await _stage.RunAsync();
        Assert.All((await S.Maker.ListVouchersAsync()).Items, r => Assert.Equal("测**", r.Holder.Name));
    }

    [Theory]
    [InlineData("", "invalid_csv")]
    [InlineData("documentType,documentNumber,name", "invalid_request")]
    [InlineData("documentType,documentNumber,name\n", "invalid_request")]
    [InlineData("documentType,documentNumber,nonsense\nx,y,z", "invalid_csv")]
    [InlineData("name,name,documentType\nx,y,z", "invalid_csv")]
    [InlineData("documentType,documentNumber,name\nx,y,\u00ff\u0080\u00ff", "invalid_csv")]
    [InlineData("documentType,documentNumber,name\nx,y,\"open", "")]
    public async Task Upload_NoSuchFile_IsRefusedAndLeavesNothing(string text, string code)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        if (code.Length == 0)
        {
            bytes = [.. bytes, .. new byte[5000].Select(_ => (byte)'a')];
            code = "invalid_csv";
        }

        Assert.Equal(code, await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(_batch, new MemoryStream(bytes))));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Upload_OverTheLimit_IsRefusedAndLeavesNothing()
    {
        var lines = Enumerable.Range(1, 21).Select(JobStage.Line).ToArray();
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => _stage.UploadAsync(_batch, lines)));
        await NothingIsLeftAsync();

        Assert.Equal(20, (await _stage.UploadAsync(_batch, lines[..20])).Total);
    }

    [Fact]
    public async Task Upload_BrokenFarIn_IsRefusedAndLeavesNothing()
    {
        var good = Encoding.UTF8.GetBytes(JobStage.Csv([.. Enumerable.Range(1, 12).Select(JobStage.Line)]));
        byte[] late = [.. good, .. Enumerable.Repeat((byte)' ', 200_000), (byte)'\n', 0xFF, 0xFF];

        Assert.Equal("invalid_csv", await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(_batch, new MemoryStream(late))));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Upload_SameKeyTwice_IsOneJob()
    {
        var options = new Client.RequestOptions { IdempotencyKey = "one" };
        var text = JobStage.Csv([.. Enumerable.Range(1, 8).Select(JobStage.Line)]);
        var first = await S.Maker.StartPersonListCsvAsync(_batch, JobStage.File(text), options);
        await _stage.RunAsync();

        var again = await S.Maker.StartPersonListCsvAsync(_batch, JobStage.File(text), options);
        Assert.Equal(first, again);
        Assert.Equal("idempotency_key_reused", await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(_batch, JobStage.File(text + JobStage.Line(9)), options)));
        Assert.Equal((1, 0), (await _stage.CountAsync("job"), await _stage.CountAsync("job_input")));
    }

    [Fact]
    public async Task Upload_RefusedOnce_IsRefusedAgainByItsKey()
    {
        var options = new Client.RequestOptions { IdempotencyKey = "two" };
        var open = await S.ReleaseAsync(Scenario.FaceValue(), 1);
        var text = JobStage.Csv(JobStage.Line(1));

        Assert.Equal("batch_not_targeted", await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(open.Id, JobStage.File(text), options)));
        Assert.Equal("batch_not_targeted", await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(open.Id, JobStage.File(text), options)));
        Assert.Equal("idempotency_key_reused", await Scenario.RefusedAsync(() => S.Maker.StartPersonListCsvAsync(_batch, JobStage.File(text), options)));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Upload_AsJson_IsAJobToo()
    {
        var job = await S.Maker.StartPersonListAsync(_batch, new([.. Enumerable.Range(1, 4).Select(MadeUp.Person), MadeUp.Person(1)]));
        await _stage.RunAsync();

        Assert.Equal((JobState.Done, 4L, 1L), ((await _stage.ReadAsync(job)).State, (await _stage.ReadAsync(job)).Done, (await _stage.ReadAsync(job)).Rejected));
        Assert.Equal("invalid_request", await Scenario.RefusedAsync(() => S.Maker.StartPersonListAsync(_batch, new([.. Enumerable.Range(1, 21).Select(MadeUp.Person)]))));
    }

    [Fact]
    public async Task Upload_BrokenOff_LeavesNothing()
    {
        await SendPartAsync(Encoding.UTF8.GetBytes(JobStage.Csv([.. Enumerable.Range(1, 12).Select(JobStage.Line)])));

        await Wait.UntilAsync(async () => await _stage.CountAsync("job") == 0 && await _stage.CountAsync("job_input") == 0);
        Assert.Empty((await S.Maker.ListJobsAsync()).Items);
    }

    [Fact]
    public async Task Upload_WhoseProcessWasKilled_IsSweptAfterAWhile()
    {
        var now = S.Server.Time.GetUtcNow();
        await S.Server.Store.ChangeAsync(
            async session =>
            {
                var batch = PublicId.Read("bat", _batch);
                var (authority, client, officer) = (PublicId.Read("aut", S.Server.Admin.AuthorityId), PublicId.Read("cli", S.Server.Admin.ClientId), PublicId.Read("off", S.Server.Admin.OfficerId));
                await session.ExecuteAsync(
                    "INSERT INTO job (id, kind, authority_id, region, client_id, officer_id, batch_id, state, created_at, lease_until) VALUES (7, 1, @authority, 330100, @client, @officer, @batch, 0, @now, @until)",
                    new { authority, client, officer, batch, now, until = now.AddMinutes(15) });
                return await session.ExecuteAsync("INSERT INTO job_input (job_id, chunk, key_version, bytes) VALUES (7, 0, 1, @bytes)", new { bytes = new byte[] { 1 } });
            },
            CancellationToken.None);
        await _stage.RunAsync();
        Assert.Equal((1, 1), (await _stage.CountAsync("job"), await _stage.CountAsync("job_input")));
        Assert.Empty((await S.Maker.ListJobsAsync()).Items);

        S.Server.Time.Advance(TimeSpan.FromMinutes(16));
        await _stage.RunAsync();

        await NothingIsLeftAsync();
    }

    /// <summary>Sends the beginning of a longer body and hangs up once some of it is stored.</summary>
    private async Task SendPartAsync(byte[] part)
    {
        var address = new Uri(S.Server.Address);
        using var client = new TcpClient(address.Host, address.Port);
        var token = await S.Server.Authority.TokenAsync();
        var head = $"POST /v1/batches/{_batch}/person-lists HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: off\r\nContent-Type: text/csv\r\nContent-Length: 900000\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await client.GetStream().WriteAsync(part);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\r\n", 150_000))));
        await Wait.UntilAsync(async () => await _stage.CountAsync("job_input") > 0);
    }

    private async Task NothingIsLeftAsync() => Assert.Equal((0, 0), (await _stage.CountAsync("job"), await _stage.CountAsync("job_input")));

    private static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16le" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text),
    };
}
