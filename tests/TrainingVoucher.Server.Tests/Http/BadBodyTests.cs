using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Http;

/// <summary>Every operation that takes a body is sent every kind of bad one.</summary>
public sealed class BadBodyTests(EdgeServer edge) : IClassFixture<EdgeServer>
{
    public static TheoryData<string> Posts => EdgeServer.EveryPost;

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_NotJson_IsInvalidJson(string id)
    {
        var operation = EdgeServer.Find(id);
        string[] bodies = ["{", "nonsense", "{}{}", "{'a':1}", "{\"a\":1,}", "{\"\\ud800\":1}", "{\"a\":\"\\ud800\"}", Nested(40)];
        foreach (var body in operation.RequestType == typeof(Nothing) ? bodies : [.. bodies, "", " "])
        {
            await edge.RefusedAsync(operation, body, ErrorCodes.InvalidJson);
        }

        using var broken = new ByteArrayContent([.. "{\""u8, 0xFF, .. "\":1}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        await edge.RefusedAsync(await edge.RequestAsync(operation, broken), ErrorCodes.InvalidJson);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_NotAnObject_IsInvalidRequest(string id)
    {
        foreach (var body in new[] { "null", "[]", "1", "\"a\"", "true", "[{}]" })
        {
            var problem = await edge.RefusedAsync(EdgeServer.Find(id), body, ErrorCodes.InvalidRequest);
            Assert.NotEmpty(problem.Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_OfAnotherType_IsUnsupported(string id)
    {
        foreach (var type in new[] { "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonp" })
        {
            using var body = new StringContent("{}") { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            await edge.RefusedAsync(await edge.RequestAsync(EdgeServer.Find(id), body), ErrorCodes.UnsupportedMediaType);
        }

        using var untyped = new ByteArrayContent("{}"u8.ToArray());
        await edge.RefusedAsync(await edge.RequestAsync(EdgeServer.Find(id), untyped), ErrorCodes.UnsupportedMediaType);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_WithUnknownField_NamesIt(string id)
    {
        var operation = EdgeServer.Find(id);
        var problem = await edge.RefusedAsync(operation, operation.TakesCsv ? """{"rows":[{}],"nonsense":1}""" : """{"nonsense":1}""", ErrorCodes.InvalidRequest);

        Assert.Contains(problem.Errors, e => e is { Field: "nonsense", Reason: "unknown_field" });
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_WithWrongTypes_NamesEveryField(string id)
    {
        var operation = EdgeServer.Find(id);
        var fields = Fields(operation).ToList();
        if (fields.Count == 0)
        {
            return;
        }

        var body = string.Join(',', fields.Select(f => $"\"{f.Name}\":{Wrong(f)}"));
        var problem = await edge.RefusedAsync(operation, Whole(operation, body), ErrorCodes.InvalidRequest);

        Assert.Equal(fields.Select(f => f.Name), problem.Errors.Where(e => e.Reason == "wrong_type").Select(e => e.Field));
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_WithFieldsMissing_NamesEveryOne(string id)
    {
        var operation = EdgeServer.Find(id);
        var required = Fields(operation).Where(f => f.IsRequired).Select(f => f.Name).ToList();
        if (required.Count > 0)
        {
            var problem = await edge.RefusedAsync(operation, Whole(operation, ""), ErrorCodes.InvalidRequest);
            Assert.Equal(required, problem.Errors.Where(e => e.Reason == "required").Select(e => e.Field));
        }
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_WithRepeatedField_NamesIt(string id)
    {
        var operation = EdgeServer.Find(id);
        foreach (var field in Json.Options.GetTypeInfo(operation.RequestType).Properties)
        {
            var problem = await edge.RefusedAsync(operation, Whole(operation, $"\"{field.Name}\":[],\"{field.Name}\":[]"), ErrorCodes.InvalidRequest);
            Assert.Contains(problem.Errors, e => e.Field == field.Name && e.Reason == "duplicate");
        }
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Body_TooLarge_IsRefusedUnparsed(string id)
    {
        var operation = EdgeServer.Find(id);
        if (operation.TakesCsv)
        {
            return;
        }

        var text = "{\"nonsense\":\"" + new string('a', operation.IsBulk ? 2_100_000 : 300 * 1024);
        await edge.RefusedAsync(operation, text, ErrorCodes.TooLarge);

        var chunked = await edge.RequestAsync(operation, EdgeServer.JsonBody(text));
        chunked.Headers.TransferEncodingChunked = true;
        await edge.RefusedAsync(chunked, ErrorCodes.TooLarge);
    }

    [Fact]
    public async Task File_TooLarge_IsRefusedUnparsed()
    {
        using var file = new ByteArrayContent(new byte[RequestReader.MaxFile + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var chunked = await edge.RequestAsync(Operations.UploadRegister, file);
        chunked.Headers.TransferEncodingChunked = true;

        await edge.RefusedAsync(chunked, ErrorCodes.TooLarge);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n1")]
    [InlineData("category,category\n1,2")]
    [InlineData("\"")]
    public async Task File_WithoutItsHeader_IsInvalidCsv(string text)
    {
        using var file = new StringContent(text, Encoding.UTF8, "text/csv");

        await edge.RefusedAsync(await edge.RequestAsync(Operations.UploadRegister, file), ErrorCodes.InvalidCsv);
    }

    /// <summary>The fields beside the rows of an upload, whose errors are reported on their own.</summary>
    private static IEnumerable<JsonPropertyInfo> Fields(Operation operation) =>
        Json.Options.GetTypeInfo(operation.RequestType).Properties.Where(p => !(operation.TakesCsv && p.Name == "rows"));

    private static string Whole(Operation operation, string fields) =>
        operation.TakesCsv && !fields.StartsWith("\"rows\"", StringComparison.Ordinal) ? $$"""{"rows":[{}]{{(fields.Length > 0 ? "," : "")}}{{fields}}}""" : $"{{{fields}}}";

    private static string Wrong(JsonPropertyInfo field)
    {
        var type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        return type == typeof(string) || type.IsEnum ? "1.5" : "\"x\"";
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
