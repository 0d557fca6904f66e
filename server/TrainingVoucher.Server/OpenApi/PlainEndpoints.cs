using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes what is not an operation of the API: the token endpoint, which speaks OAuth, and the health probe.</summary>
internal static class PlainEndpoints
{
    private const string Form = "application/x-www-form-urlencoded";

    public static void AddTo(OpenApiDocument document)
    {
        document.Paths[TokenEndpoint.Path] = Item(HttpMethod.Post, Token());
        document.Paths["/healthz"] = Item(HttpMethod.Get, Health());
    }

    private static OpenApiPathItem Item(HttpMethod method, OpenApiOperation operation)
    {
        var item = new OpenApiPathItem();
        item.AddOperation(method, operation);
        return item;
    }

    private static OpenApiOperation Token() => new()
    {
        Summary = "Give an access token (RFC 6749, RFC 7523).",
        RequestBody = new OpenApiRequestBody { Required = true, Content = Content(Form, Request()) },
        Responses = new OpenApiResponses
        {
            ["200"] = Response("The token.", Record(["access_token", "token_type", "expires_in", "scope"], integer: "expires_in")),
            ["400"] = Response("Refused: `invalid_request`, `invalid_grant`, `invalid_scope`, `unauthorized_client` or `unsupported_grant_type`.", Error()),
            ["401"] = Response("Refused: `invalid_client`.", Error()),
        },
    };

    private static OpenApiOperation Health() => new()
    {
        Summary = "Say whether the server and its database answer.",
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = "`ok`", Content = Content("text/plain", Text()) },
            ["503"] = new OpenApiResponse { Description = "`database unavailable`", Content = Content("text/plain", Text()) },
        },
    };

    private static OpenApiSchema Request()
    {
        var form = Record(["grant_type", "client_assertion_type", "client_assertion", "assertion", "client_id", "scope"]);
        form.Required = new HashSet<string>(StringComparer.Ordinal) { "grant_type", "client_assertion_type", "client_assertion" };
        form.Properties!["grant_type"] = OneOf(TokenForm.ClientCredentials, TokenForm.JwtBearer);
        form.Properties["client_assertion_type"] = OneOf(TokenForm.JwtBearerClient);
        form.Properties["client_assertion"].Description =
            "An ES256 JWT of the system: header `kid` is its key; claims `iss` and `sub` its client id, `aud` the issuer, `exp` at most a few minutes ahead, `jti` new each time.";
        form.Properties["assertion"].Description = "For the jwt-bearer grant: the same of the officer, `sub` being the officer id.";
        return form;
    }

    private static OpenApiSchema Error() => Record(["error", "error_description"]);

    private static OpenApiSchema Record(string[] fields, string? integer = null) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(
            f => f,
            f => (IOpenApiSchema)new OpenApiSchema { Type = f == integer ? JsonSchemaType.Integer : JsonSchemaType.String },
            StringComparer.Ordinal),
        Required = fields.ToHashSet(StringComparer.Ordinal),
    };

    private static OpenApiSchema OneOf(params string[] values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)v)] };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiResponse Response(string description, OpenApiSchema schema) =>
        new() { Description = description, Content = Content("application/json", schema) };

    private static Dictionary<string, OpenApiMediaType> Content(string type, OpenApiSchema schema) =>
        new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = schema } };
}
