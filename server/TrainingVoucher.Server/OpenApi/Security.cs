using Microsoft.OpenApi;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Partners;

namespace TrainingVoucher.Server.OpenApi;

/// <summary>Describes how a system proves who it is.</summary>
internal static class Security
{
    private const string Scheme = "partner";

    private const string Description =
        "Access tokens of ten minutes from the token endpoint. The system authenticates with `private_key_jwt` (RFC 7523): an ES256 JWT signed by its "
        + "registered key, no shared secret. Channels and institutions use the `client_credentials` grant. The system of an authority uses the "
        + "`urn:ietf:params:oauth:grant-type:jwt-bearer` grant with a second JWT in `assertion`, signed by the officer it acts for.";

    private static readonly (Audience Role, string Scope, string Description)[] Scopes =
    [
        (Audience.Authority, "authority", "The system of an authority, acting for one of its officers."),
        (Audience.Channel, "channel", "The system of a claiming channel."),
        (Audience.Institution, "institution", "The system of a training institution."),
    ];

    public static void AddTo(OpenApiDocument document) => document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
    {
        [Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = Description,
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri(TokenEndpoint.Path, UriKind.Relative),
                    Scopes = Scopes.ToDictionary(s => s.Scope, s => s.Description, StringComparer.Ordinal),
                },
            },
        },
    };

    /// <summary>The roles that may call, one of which is enough; nothing for the public.</summary>
    public static List<OpenApiSecurityRequirement>? Of(Operation operation, OpenApiDocument document) => operation.Audience == Audience.Public
        ? null
        :
        [
            .. Scopes.Where(s => operation.Audience.HasFlag(s.Role))
                .Select(s => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [s.Scope] }),
        ];
}
