using System.Diagnostics;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

public sealed class TelemetryTests
{
    private const string CardNumber = "330102199001011237";

    private readonly TestClock clock = new();

    [Fact]
    public async Task Call_ThatSucceeds_IsOneActivityUnderThatOfTheCaller()
    {
        using var heard = new Heard();
        using var client = Sample.Client(new StubServer(() => StubServer.Json(Sample.VoucherJson)), clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        var activity = Assert.Single(heard.Activities);
        Assert.Equal(("claimVoucher", ActivityKind.Client, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal("test", activity.Parent?.OperationName);
        Assert.Equal(["operation=claimVoucher status_code=200 attempts=1"], heard.Tags);
        Assert.Equal([("operation=claimVoucher status_code=200", 1)], heard.Of("calls"));
        Assert.Empty(heard.Of("retries"));
    }

    [Fact]
    public async Task Call_Repeated_CountsItsAttemptsAndTakesAsLongAsAllOfThem()
    {
        using var heard = new Heard();
        using var client = Sample.Client(new StubServer((_, n) => n <= 2 ? StubServer.Status(503, "17") : StubServer.Json(Sample.VoucherJson)), clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(["operation=claimVoucher status_code=200 attempts=3"], heard.Tags);
        Assert.Equal([("operation=claimVoucher", 2)], heard.Of("retries"));
        Assert.Equal([("operation=claimVoucher status_code=200", 34)], heard.Of("duration"));
    }

    [Theory]
    [InlineData("sold_out", "sold_out")]
    [InlineData("some_text_of_a_newer_server_330102199001011237", "other")]
    public async Task Call_Refused_SaysTheCodeWhenItIsKnown(string code, string told)
    {
        using var heard = new Heard();
        using var client = Sample.Client(new StubServer(() => StubServer.Problem(409, code)), clock);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        var activity = Assert.Single(heard.Activities);
        Assert.Equal((ActivityStatusCode.Error, told), (activity.Status, activity.StatusDescription));
        Assert.Equal([$"operation=claimVoucher status_code=409 code={told} attempts=1"], heard.Tags);
        Assert.Equal([($"operation=claimVoucher status_code=409 code={told}", 1)], heard.Of("calls"));
    }

    [Fact]
    public async Task Call_WithoutAnswer_HasNoStatus()
    {
        using var heard = new Heard();
        using var client = Sample.Client(new StubServer(() => throw new HttpRequestException("down")), clock);

        await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal(["operation=claimVoucher code=unreachable attempts=5"], heard.Tags);
    }

    [Fact]
    public async Task Call_GivenUpByTheCaller_IsCancelled()
    {
        using var heard = new Heard();
        using var stop = new CancellationTokenSource();
        using var client = Sample.Client(
            new StubServer(async (_, _, ct) =>
            {
                await stop.CancelAsync();
                ct.ThrowIfCancellationRequested();
                return StubServer.Status(200);
            }),
            clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Channel.ClaimAsync(Sample.Claim, ct: stop.Token));

        Assert.Equal(["operation=claimVoucher code=cancelled attempts=1"], heard.Tags);
    }

    [Fact]
    public async Task List_OverPages_IsOneActivityForEachPage()
    {
        using var heard = new Heard();
        using var client = Sample.AuthorityClient(new StubServer((_, n) => StubServer.Json(n == 1 ? """{"items":[],"next":"a"}""" : """{"items":[]}""")));

        await foreach (var _ in client.Authority.ListAllSchemesAsync())
        {
        }

        Assert.Equal(Enumerable.Repeat("operation=listSchemes status_code=200 attempts=1", 2), heard.Tags);
    }

    [Fact]
    public async Task Download_AndRawRequest_AreToldToo()
    {
        using var heard = new Heard();
        using var client = Sample.AuthorityClient(new StubServer((_, n) => n == 1 ? StubServer.Problem(401, "unauthenticated") : StubServer.Json("{}")));

        await (await client.Authority.DownloadRejectedRowsAsync("job_1")).DisposeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/people/" + CardNumber);
        (await client.SendAsync(request)).Dispose();

        Assert.Equal(["operation=downloadRejectedRows status_code=200 attempts=2", "operation=raw status_code=200 attempts=1"], heard.Tags);
        Assert.DoesNotContain(CardNumber, heard.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Telemetry_OfAnyOutcome_HasNothingOfRequestOrAnswer(int status)
    {
        string[] secrets = [CardNumber, "T04HMA-SW9NF6-YZZPQG", "secret", "order-4711", "token-1", "trace-7", "T00000-000000-000000", "welder", "cli_1", "key_1"];
        using var heard = new Heard();
        using var client = Sample.Client(new StubServer(() => status == 200 ? StubServer.Json(Sample.VoucherJson) : StubServer.Problem(status, "invalid_request")), clock);
        var redeem = new RedeemRequest
        {
            Scan = "T04HMA-SW9NF6-YZZPQG",
            Document = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = CardNumber },
            Project = "welder",
            ClassEndsOn = new DateOnly(2026, 6, 30),
        };

        // What comes of a call is of no interest here; a voucher is no redemption either.
        await Record.ExceptionAsync(() => client.Institution.RedeemAsync(redeem, new RequestOptions { IdempotencyKey = "order-4711" }));
        await Record.ExceptionAsync(() => client.Channel.ClaimAsync(Sample.Claim));

        Assert.Equal(2, heard.Activities.Count);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, heard.Everything, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Instruments_Alone_AreHeardWithoutActivities()
    {
        using var heard = new Heard(activities: false);
        using var client = Sample.Client(new StubServer(() => StubServer.Json(Sample.VoucherJson)), clock);

        await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Empty(heard.Activities);
        Assert.Single(heard.Of("calls"));
    }

    [Fact]
    public void Nobody_Listening_CostsNothing()
    {
        Assert.Null(CallTelemetry.Start("claimVoucher", clock));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            CallTelemetry.Start("claimVoucher", clock)?.Dispose();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        using var heard = new Heard(measurements: false);
        using var call = CallTelemetry.Start("claimVoucher", clock);
        Assert.NotNull(call);
    }
}
