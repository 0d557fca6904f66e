using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;
using Scope = TrainingVoucher.Contracts.Scope;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes how a system proves who it is.</summary>
internal static class Security
{
    private const string Scheme = "partner";

    private const string Description =
        "Access tokens of ten minutes from the token endpoint. The system authenticates with `private_key_jwt` (RFC 7523): an ES256 JWT signed by its "
        + "registered key, no shared secret. Partners and regional systems use the `client_credentials` grant. The system of an authority uses the "
        + "`urn:ietf:params:oauth:grant-type:jwt-bearer` grant with a second JWT in `assertion`, signed by the officer it acts for. A system has scopes "
        + "from its registration; `scope` asks for fewer.";

    /// <summary>The extension that lists the roles that may call an operation.</summary>
    public const string RolesExtension = "x-roles";

    private static readonly (Scope Scope, string Description)[] Described =
    [
        (Scope.Read, "Look, without changing anything."),
        (Scope.Claim, "What a channel does for holders."),
        (Scope.Redeem, "Check, redeem and reverse vouchers."),
        (Scope.Apply, "Apply for subsidies, and withdraw."),
        (Scope.Administer, "What the officers of an authority decide and change."),
        (Scope.Manage, "What a partner decides about itself: who acts for it, and where its events are sent."),
    ];

    public static void AddTo(OpenApiDocument document, PathString root) => document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
    {
        [Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = Description,
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri(root + TokenEndpoint.Path, UriKind.Relative),
                    Scopes = Described.ToDictionary(s => Scopes.NameOf(s.Scope), s => s.Description, StringComparer.Ordinal),
                },
            },
        },
    };

    /// <summary>The scopes one of which is enough; nothing for the public.</summary>
    public static List<OpenApiSecurityRequirement>? Of(Operation operation, OpenApiDocument document) => operation.Audience == Audience.Public
        ? null
        : [.. operation.Scope.Split().Select(scope => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [Scopes.NameOf(scope)] })];

    /// <summary>The roles that may call; nothing for the public.</summary>
    public static Dictionary<string, IOpenApiExtension>? RolesOf(Operation operation) => operation.Audience == Audience.Public
        ? null
        : new(StringComparer.Ordinal)
        {
            [RolesExtension] = new JsonNodeExtension(new JsonArray([.. Roles.All.Where(role => operation.Audience.HasFlag(role.Audience)).Select(role => (JsonNode)role.Name)])),
        };
}
