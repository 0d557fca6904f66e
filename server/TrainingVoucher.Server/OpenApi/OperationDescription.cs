using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes one operation of the API from its declaration.</summary>
internal sealed class OperationDescription(OpenApiDocument document, ContractSchemas schemas)
{
    /// <summary>The extension that lists the refusal codes of a response.</summary>
    public const string Codes = "x-codes";

    private const string IdempotencyKey = "IdempotencyKey";

    public void Add(Operation operation)
    {
        if (!document.Paths.TryGetValue(operation.Path, out var path))
        {
            document.Paths[operation.Path] = path = new OpenApiPathItem();
        }

        ((OpenApiPathItem)path).AddOperation(new HttpMethod(operation.Method), Describe(operation));
    }

    private OpenApiOperation Describe(Operation operation) => new()
    {
        OperationId = operation.Id,
        Summary = operation.Summary,
        Tags = new HashSet<OpenApiTagReference> { new(Subjects.Of(operation), document) },
        Parameters = [.. Parameters(operation)],
        RequestBody = Body(operation),
        Responses = Responses(operation),
        Security = Security.Of(operation, document),
        Extensions = Security.RolesOf(operation),
    };

    private IEnumerable<IOpenApiParameter> Parameters(Operation operation)
    {
        if (operation.Path.Contains("{id}", StringComparison.Ordinal))
        {
            yield return new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The id of what it is about. One that is not the caller's is not found.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = ApiExample.Of(operation).Id,
            };
        }

        if (operation.Method == "GET")
        {
            foreach (var (field, schema, description) in schemas.Fields(operation.RequestType))
            {
                yield return new OpenApiParameter
                {
                    Name = field.Name,
                    In = ParameterLocation.Query,
                    Required = field.IsRequired,
                    Description = description,
                    Schema = schema,
                    Example = ApiExample.Of(operation).Query?.GetValueOrDefault(field.Name),
                };
            }
        }

        if (operation.IsChange)
        {
            yield return new OpenApiParameterReference(IdempotencyKey, document);
        }
    }

    public static OpenApiParameter IdempotencyHeader { get; } = new()
    {
        Name = Idempotency.Header,
        In = ParameterLocation.Header,
        Required = true,
        Description = "Unique per command and kept for its retries: the same key with the same request has one effect and the same answer, for 48 hours.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 64, Pattern = "^[!-~]{1,64}$" },
    };

    private static Dictionary<string, IOpenApiHeader> RateLimitHeaders { get; } = new(StringComparer.Ordinal)
    {
        [LimitHeaders.Policy] = Header("How many calls fit into the bucket of the calling system, `q`, and in how many seconds it fills, `w`."),
        [LimitHeaders.Rest] = Header("How many calls are left at least, `r`, and in how many seconds the bucket is full again, `t`."),
        ["Retry-After"] = Header("In how many seconds to try again."),
    };

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private OpenApiRequestBody? Body(Operation operation)
    {
        if (operation.Method == "GET" || operation.RequestType == typeof(Nothing))
        {
            return null;
        }

        var body = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType { Schema = schemas.Of(operation.RequestType), Example = ApiExample.Of(operation).Request },
            },
        };
        if (operation.TakesCsv)
        {
            body.Content["text/csv"] = new OpenApiMediaType { Schema = CsvDescription.Of(operation.RequestType) };
        }

        return body;
    }

    private OpenApiResponses Responses(Operation operation)
    {
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "Done.",
                Content = operation.GivesCsv
                    ? Content("text/csv", new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = ApiExample.Of(operation).Response })
                    : Content("application/json", new() { Schema = schemas.Of(operation.ResponseType), Example = ApiExample.Of(operation).Response }),
            },
        };
        foreach (var group in GeneralRefusals.AllOf(operation).GroupBy(c => c.Status))
        {
            responses[group.Key.ToString()] = Refusal([.. group]);
        }

        return responses;
    }

    /// <summary>A response with one code is the same wherever it occurs, and described once.</summary>
    private IOpenApiResponse Refusal(IReadOnlyList<ErrorCode> codes)
    {
        var response = new OpenApiResponse
        {
            Description = codes is [var only] ? only.English : "Refused with one of the codes listed.",
            Headers = codes.Contains(ErrorCodes.RateLimited) ? RateLimitHeaders : null,
            Content = Content(Problems.ContentType, new() { Schema = schemas.Of(typeof(Problem)), Examples = codes.ToDictionary(c => c.Code, ExampleOf, StringComparer.Ordinal) }),
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                [Codes] = new JsonNodeExtension(new JsonArray([.. codes.Select(c => (JsonNode)c.Code)])),
            },
        };
        if (codes.Count > 1)
        {
            return response;
        }

        document.Components!.Responses![codes[0].Code] = response;
        return new OpenApiResponseReference(codes[0].Code, document);
    }

    private IOpenApiExample ExampleOf(ErrorCode code)
    {
        document.Components!.Examples!.TryAdd(code.Code, ApiExample.Of(code));
        return new OpenApiExampleReference(code.Code, document);
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, OpenApiMediaType content) => new(StringComparer.Ordinal) { [type] = content };
}
