using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Tests.Client;

public sealed class AnswerTests
{
    [Fact]
    public async Task Problem_KnownCode_BecomesTheException()
    {
        var e = await FailAsync(StubServer.Problem(409, "sold_out"));

        Assert.Equal((409, "sold_out", "trace-7"), (e.Status, e.Code, e.TraceId));
        Assert.Same(ErrorCodes.SoldOut, e.Refusal);
        Assert.True(e.Is(ErrorCodes.SoldOut));
        Assert.False(e.Is(ErrorCodes.NotFound));
        Assert.Equal($"sold_out: {ErrorCodes.SoldOut.English} {ErrorCodes.SoldOut.NextEnglish}", e.Message);
        Assert.Equal(new FieldError("scan", "required", "Must not be empty."), Assert.Single(e.Errors));
        Assert.NotNull(e.IdempotencyKey);
        Assert.Equal((ErrorCodes.SoldOut.Sentence, ErrorCodes.SoldOut.Next), (e.Sentence, e.Next));
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refusal_OfASandbox_SaysWhoseItIs(bool isSandbox)
    {
        var refused = new StubServer(() => Marked(StubServer.Problem(409, "sold_out"), isSandbox));
        var unknown = new StubServer(() => StubServer.Json("{}")) { TokenAnswer = _ => Marked(StubServer.Json("{}", 401), isSandbox) };
        using var client = Sample.Client(refused);
        using var stranger = Sample.Client(unknown);

        Assert.Equal(isSandbox, (await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim))).IsSandbox);
        Assert.Equal(isSandbox, (await Assert.ThrowsAsync<TrainingVoucherException>(() => stranger.Channel.ClaimAsync(Sample.Claim))).IsSandbox);
        Assert.Equal(isSandbox, await client.Sandbox.IsSandboxAsync());
    }

    [Fact]
    public async Task Problem_CodeOfNewerServer_IsKept()
    {
        var e = await FailAsync(StubServer.Problem(409, "something_new"));

        Assert.Equal("something_new", e.Code);
        Assert.Null(e.Refusal);
        Assert.False(e.Is(ErrorCodes.SoldOut));
        Assert.Equal("Title.", e.Problem!.Title);
        Assert.Equal((new LocalText("标题。", "Title."), new LocalText("Next.", "Next.")), (e.Sentence, e.Next));
    }

    [Theory]
    [InlineData(409, "sold_out", false)]
    [InlineData(409, "something_new", false)]
    [InlineData(404, "unknown_code", false)]
    [InlineData(422, "idempotency_key_reused", false)]
    [InlineData(400, "invalid_request", false)]
    [InlineData(401, "unauthenticated", true)]
    [InlineData(400, "unauthenticated", true)]
    [InlineData(403, "forbidden", true)]
    [InlineData(403, "not_delegated", false)]
    [InlineData(503, "unavailable", true)]
    [InlineData(500, "internal_error", true)]
    [InlineData(507, "something_new", true)]
    public async Task Problem_OfACommand_SaysWhetherItDecides(int status, string code, bool unknown)
    {
        var e = await FailAsync(() => StubServer.Problem(status, code));

        Assert.Equal(unknown, e.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    public async Task OtherAnswer_ToACommand_LeavesTheOutcomeOpenAndSaysSo(int status)
    {
        var e = await FailAsync(() => StubServer.Status(status));

        Assert.True(e.IsOutcomeUnknown);
        Assert.Equal("收到的不是本系统的答复。", e.Sentence.Zh);
        Assert.NotEqual("", e.Next.En);
    }

    [Fact]
    public async Task NoAccessToken_ForACommand_LeavesTheOutcomeOpenUnderItsKey()
    {
        var server = new StubServer(() => StubServer.Json(Sample.VoucherJson)) { TokenAnswer = _ => StubServer.Json("""{"error":"invalid_client"}""", 401) };
        using var client = Sample.Client(server);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim, new RequestOptions { IdempotencyKey = "order-4711" }));

        Assert.Equal(("unauthenticated", 401, "order-4711"), (e.Code, e.Status, e.IdempotencyKey));
        Assert.True(e.IsOutcomeUnknown);
        Assert.StartsWith("unauthenticated: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAccessToken_ForARead_LeavesNothingOpen()
    {
        var server = new StubServer(() => StubServer.Json(Sample.ClaimableJson)) { TokenAnswer = _ => StubServer.Status(503, "3600") };
        using var client = Sample.Client(server);

        var e = await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ListClaimableAsync());

        Assert.False(e.IsOutcomeUnknown);
        Assert.Null(e.IdempotencyKey);
    }

    [Theory]
    [InlineData(401, "unauthenticated")]
    [InlineData(404, "unexpected_answer")]
    [InlineData(413, "too_large")]
    [InlineData(502, "unavailable")]
    [InlineData(302, "unexpected_answer")]
    public async Task HtmlPage_InPlaceOfProblem_IsNamedByStatus(int status, string code)
    {
        var e = await FailAsync(() => StubServer.Status(status));

        Assert.Equal((status, code), (e.Status, e.Code));
        Assert.Null(e.Problem);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Success_OfAnotherShape_IsUnexpected(string body)
    {
        var e = await FailAsync(StubServer.Json(body));

        Assert.Equal(TrainingVoucherException.UnexpectedAnswer, e.Code);
    }

    [Fact]
    public async Task Success_LargerThanTheBound_IsUnexpected()
    {
        var endless = new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) };

        var e = await FailAsync(endless);

        Assert.Equal(TrainingVoucherException.UnexpectedAnswer, e.Code);
    }

    [Fact]
    public async Task Success_OfNewerServer_UnknownFieldAndValueAreTolerated()
    {
        var json = Sample.VoucherJson.Replace("\"claimed\"", "\"floating\"", StringComparison.Ordinal)
            .Replace("{\"code\"", "{\"novelty\":{\"a\":1},\"code\"", StringComparison.Ordinal);
        using var client = Sample.Client(new StubServer(() => StubServer.Json(json)));

        var voucher = await client.Channel.ClaimAsync(Sample.Claim);

        Assert.Equal(VoucherState.Unknown, voucher.State);
        Assert.Equal(50000, voucher.ValueFen);
    }

    [Fact]
    public async Task Success_WithoutContent_IsNothing()
    {
        var server = new StubServer(() => new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
        using var client = Sample.AuthorityClient(server);
        var document = new IdentityDocument { Type = DocumentType.ResidentIdCard, Number = "x" };

        await client.Authority.CorrectIdentityAsync(new CorrectIdentityRequest { From = document, To = document, Reason = "typo" });

        Assert.Equal("/v1/people/correct", server.Calls[0].Address.AbsolutePath);
    }

    private static Task<TrainingVoucherException> FailAsync(HttpResponseMessage answer) => FailAsync(() => answer);

    private static async Task<TrainingVoucherException> FailAsync(Func<HttpResponseMessage> answer)
    {
        using var client = Sample.Client(new StubServer(answer));
        return await Assert.ThrowsAsync<TrainingVoucherException>(() => client.Channel.ClaimAsync(Sample.Claim));
    }

    private static HttpResponseMessage Marked(HttpResponseMessage answer, bool isSandbox)
    {
        if (isSandbox)
        {
            answer.Headers.Add(SandboxMark.Header, SandboxMark.Value);
        }

        return answer;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;

        public override int Read(Span<byte> buffer) => buffer.Length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
