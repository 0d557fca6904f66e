using Microsoft.OpenApi;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>The OpenAPI document, made of the declared operations. The build writes the same to <c>docs/openapi.json</c>.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/v1.json";

    private const string About =
        "Electronic vouchers for vocational training: defined and released by labour departments, claimed through channels, redeemed at training "
        + "institutions, settled as subsidies. Money is whole fen; days are those of Asia/Shanghai; instants are RFC 3339. Requests with unknown "
        + "fields are refused; clients ignore fields and values that they do not know. Refusals are problem details (RFC 9457) with a stable `code`; "
        + "see `errors.md`.";

    /// <param name="services">The services.</param>
    /// <param name="root">Below which path the server is reached.</param>
    public static void AddApiDocument(this IServiceCollection services, PathString root)
    {
        var docs = new Lazy<ContractDocs>(ContractDocs.Load);
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            Fill(document, docs.Value, root);
            return Task.CompletedTask;
        }));
    }

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");

    private static void Fill(OpenApiDocument document, ContractDocs docs, PathString root)
    {
        document.Info = new OpenApiInfo { Title = "Training Voucher API", Version = "v1", Description = About };
        document.Servers = root.HasValue ? [new OpenApiServer { Url = root }] : [];
        document.Tags = Subjects.All.Select(name => new OpenApiTag { Name = name }).ToHashSet();
        document.Paths = [];
        document.Components = new OpenApiComponents
        {
            Schemas = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
            Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal),
            Responses = new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal),
            Parameters = new Dictionary<string, IOpenApiParameter>(StringComparer.Ordinal) { ["IdempotencyKey"] = OperationDescription.IdempotencyHeader },
        };
        Security.AddTo(document, root);
        var description = new OperationDescription(document, new ContractSchemas(document, docs));
        foreach (var operation in Operations.All)
        {
            description.Add(operation);
        }

        PlainEndpoints.AddTo(document);
    }
}
