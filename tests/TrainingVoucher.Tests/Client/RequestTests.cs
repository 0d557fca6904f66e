using System.Text;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

public sealed class RequestTests
{
    private const string EmptyPage = """{"items":[]}""";

    [Fact]
    public async Task Query_WithSomeFields_LeavesOutNullsAndEscapes()
    {
        var server = new StubServer(() => StubServer.Json(EmptyPage));
        using var client = Sample.AuthorityClient(server);

        await client.Authority.ListVouchersAsync(new VoucherQuery { SchemeId = "sch_ä&b=c+d e", State = VoucherState.Redeemed, Limit = 200 });

        Assert.Equal("?schemeId=sch_%C3%A4%26b%3Dc%2Bd%20e&state=redeemed&limit=200".Split('&', '?').Order(StringComparer.Ordinal), server.Calls[0].Address.Query.Split('&', '?').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Query_EnumOfTwoWords_IsCamelCase()
    {
        var server = new StubServer(() => StubServer.Json(EmptyPage));
        using var client = Sample.AuthorityClient(server);

        await client.Authority.GetStatisticsAsync(new StatisticsQuery { By = StatisticsBy.BudgetLine });

        Assert.Equal("?by=budgetLine", server.Calls[0].Address.Query);
    }

    [Fact]
    public async Task Query_Empty_HasNoQuestionMark()
    {
        var server = new StubServer(() => StubServer.Json(EmptyPage));
        using var client = Sample.AuthorityClient(server);

        await client.Authority.ListSchemesAsync();

        Assert.Equal("https://vouchers.example/v1/schemes", server.Calls[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task ListAll_ThreePages_GivesEveryItemInOrder()
    {
        var server = new StubServer((_, n) => StubServer.Json(n < 3
            ? $$"""{"items":[{"category":"c","region":"r","persons":{{n}}}],"next":"after {{n}}"}"""
            : """{"items":[{"category":"c","region":"r","persons":3}]}"""));
        using var client = Sample.AuthorityClient(server);
        List<long> persons = [];

        await foreach (var count in client.Authority.ListAllRegisterCountsAsync(new PageQuery { Limit = 1 }))
        {
            persons.Add(count.Persons);
        }

        Assert.Equal([1, 2, 3], persons);
        Assert.DoesNotContain("after", server.Calls[0].Address.Query, StringComparison.Ordinal);
        Assert.Contains("after=after%202", server.Calls[2].Address.Query, StringComparison.Ordinal);
        Assert.All(server.Calls, c => Assert.Contains("limit=1", c.Address.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListAll_KeepsTheOtherFieldsOfTheQuery()
    {
        var server = new StubServer((_, n) => StubServer.Json(n == 1 ? """{"items":[],"next":"x"}""" : EmptyPage));
        using var client = Sample.AuthorityClient(server);

        await foreach (var _ in client.Authority.ListAllVouchersAsync(new VoucherQuery { BatchId = "bat_7" }))
        {
        }

        Assert.All(server.Calls, c => Assert.Contains("batchId=bat_7", c.Address.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListAll_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        using var client = Sample.AuthorityClient(new StubServer(() => StubServer.Json("""{"items":[{"category":"c","region":"r","persons":1}],"next":"x"}""")));
        var read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Authority.ListAllRegisterCountsAsync().WithCancellation(stop.Token))
            {
                if (++read == 3)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.Equal(3, read);
    }

    [Fact]
    public async Task Csv_Stream_IsSentAsItIs()
    {
        var server = new StubServer(() => StubServer.Json("""{"accepted":1,"rejected":0,"errors":[]}"""));
        using var client = Sample.AuthorityClient(server);
        byte[] file = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("name\r\n张三\r\n")];

        var report = await client.Authority.AddPersonsCsvAsync("bat_1", new MemoryStream(file));

        Assert.Equal(1, report.Accepted);
        Assert.Equal(file, server.Calls[0].Body);
        Assert.Equal("text/csv", server.Calls[0].ContentType);
        Assert.NotNull(server.Calls[0].Key);
    }

    [Fact]
    public async Task Id_IsPutIntoThePath()
    {
        var server = new StubServer(() => StubServer.Problem(404, "not_found"));
        using var client = Sample.AuthorityClient(server);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Authority.ApproveReleaseAsync("rel_9"));

        Assert.Equal("/v1/releases/rel_9/approve", server.Calls[0].Address.AbsolutePath);
        Assert.Empty(server.Calls[0].Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    public async Task Id_ThatCouldLeadElsewhere_IsMisuse(string id)
    {
        var server = new StubServer(() => StubServer.Status(404));
        using var client = Sample.AuthorityClient(server);

        await Assert.ThrowsAsync<ArgumentException>(() => client.Authority.GetSchemeAsync(id));

        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Raw_RelativeRequest_GetsTokenAndKey()
    {
        var server = new StubServer(() => StubServer.Status(418));
        using var client = Sample.Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/new-thing");

        using var response = await client.SendAsync(request);

        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("https://vouchers.example/v1/new-thing", server.Calls[0].Address.AbsoluteUri);
        Assert.Equal("token-1", server.Calls[0].Authorization!.Parameter);
        Assert.NotNull(server.Calls[0].Key);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1/schemes")]
    [InlineData("http://vouchers.example/v1/schemes")]
    [InlineData("//elsewhere.example/v1/schemes")]
    public async Task Raw_OtherServer_NeverSeesAToken(string address)
    {
        var server = new StubServer(() => StubServer.Status(200));
        using var client = Sample.Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        try
        {
            (await client.SendAsync(request)).Dispose();
        }
        catch (ArgumentException)
        {
            Assert.Empty(server.Calls);
        }

        Assert.All(server.Calls, c => Assert.Equal("https://vouchers.example", c.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task IsReady_TellsWhatTheServerSays(int status, bool ready)
    {
        using var client = Sample.Client(new StubServer(() => StubServer.Status(status)));

        Assert.Equal(ready, await client.Public.IsReadyAsync());
    }
}
