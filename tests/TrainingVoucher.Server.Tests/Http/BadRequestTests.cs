using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>Bad addresses, methods, headers and queries, of every operation.</summary>
public sealed class BadRequestTests(EdgeServer edge) : IClassFixture<EdgeServer>
{
    public static TheoryData<string> All => EdgeServer.Every;

    public static TheoryData<string> Gets => EdgeServer.EveryGet;

    public static TheoryData<string> Changes => EdgeServer.EveryChange;

    public static TheoryData<string> PartnerCalls => EdgeServer.EveryPartnerCall;

    [Theory]
    [MemberData(nameof(PartnerCalls))]
    public async Task Call_WithoutValidToken_IsUnauthenticated(string id)
    {
        string[] headers = ["", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Bearer " + new string('a', 5000)];
        foreach (var header in headers)
        {
            var message = await edge.RequestAsync(EdgeServer.Find(id));
            message.Headers.Authorization = null;
            message.Headers.TryAddWithoutValidation("Authorization", header);
            await edge.RefusedAsync(message, ErrorCodes.Unauthenticated);
        }
    }

    [Theory]
    [MemberData(nameof(PartnerCalls))]
    public async Task Call_ByAnotherRole_IsForbidden(string id)
    {
        var operation = EdgeServer.Find(id);
        if (edge.StrangerTo(operation) is { } stranger)
        {
            var message = await edge.RequestAsync(operation);
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stranger.TokenAsync());
            await edge.RefusedAsync(message, ErrorCodes.Forbidden);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_WithoutUsableKey_IsRefused(string id)
    {
        string[][] keys = [[], [""], ["a b"], [new string('a', 65)], ["one", "two"], ["same", "same"]];
        foreach (var key in keys)
        {
            var message = await edge.RequestAsync(EdgeServer.Find(id), EdgeServer.JsonBody("{}"));
            message.Headers.Remove(Idempotency.Header);
            message.Headers.TryAddWithoutValidation(Idempotency.Header, key);
            await edge.RefusedAsync(message, ErrorCodes.IdempotencyKeyRequired);
        }
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task Query_WithWrongFields_NamesEveryOne(string id)
    {
        var problem = await edge.RefusedAsync(await edge.RequestAsync(EdgeServer.Find(id), query: "?nonsense=1&Limit=2&=x"), ErrorCodes.InvalidRequest);

        Assert.Equal(["", "Limit", "nonsense"], problem.Errors.Where(e => e.Reason == "unknown_field").Select(e => e.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task Query_WithWrongValues_NamesTheField(string id)
    {
        var operation = EdgeServer.Find(id);
        if (!operation.RequestType.IsAssignableTo(typeof(PageQuery)))
        {
            return;
        }

        var required = operation.RequestType == typeof(StatisticsQuery) ? "by=scheme&" : "";
        string[] queries =
        [
            "limit=x", "limit=0", "limit=201", "limit=-1", "limit=1.5", "limit=99999999999999999999", "limit=3000000000", "limit=", "limit=1&limit=2", "after=***",
            "after=" + new string('a', 300), "after=a&after=b",
        ];
        foreach (var query in queries)
        {
            var problem = await edge.RefusedAsync(await edge.RequestAsync(operation, query: "?" + required + query), ErrorCodes.InvalidRequest);
            Assert.Equal(query.Split('=')[0], Assert.Single(problem.Errors).Field);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Method_NotTakenHere_IsNotAllowed(string id)
    {
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new HttpMethod("NONSENSE") })
        {
            var message = await edge.RequestAsync(EdgeServer.Find(id));
            message.Method = method;
            await edge.RefusedAsync(message, ErrorCodes.MethodNotAllowed);
        }
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v2/schemes")]
    [InlineData("/v1/schemes/a/b/c")]
    [InlineData("/v1//schemes")]
    [InlineData("/v1/\u5238")]
    [InlineData("/openapi/v2.json")]
    public async Task Address_Unknown_IsNotFound(string path) =>
        await edge.RefusedAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), ErrorCodes.NotFound);

    [Fact]
    public async Task Caller_GoneBeforeItsBodyIsSent_IsNoFault()
    {
        var address = new Uri(edge.Server.Address);
        var message = await edge.RequestAsync(Operations.CreateScheme);
        var head = $"POST /v1/schemes HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {message.Headers.Authorization}\r\nIdempotency-Key: gone\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
        for (var i = 0; i < 30; i++)
        {
            using var client = new TcpClient(address.Host, address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await Task.Delay(i * 2);
        }

        await Task.Delay(500);
        Assert.DoesNotContain("Error", edge.Server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WithBrokenChunks_IsInvalidRequest()
    {
        var address = new Uri(edge.Server.Address);
        var message = await edge.RequestAsync(Operations.CreateScheme);
        using var client = new TcpClient(address.Host, address.Port);
        var head = $"POST /v1/schemes HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {message.Headers.Authorization}\r\nIdempotency-Key: broken\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nnonsense\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_request\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Error", edge.Server.Log.Text, StringComparison.Ordinal);
    }
}
