using System.Text.Json.Serialization;

namespace TrainingVoucher.Server.Partners;

/// <summary>A token, as RFC 6749, section 5.1, writes it.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope)
{
    public override string ToString() => nameof(TokenAnswer);
}

/// <summary>A refusal, as RFC 6749, section 5.2, writes it.</summary>
internal sealed record OAuthError(
    [property: JsonIgnore] int Status,
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description)
{
    public static OAuthError InvalidRequest(string description) => new(StatusCodes.Status400BadRequest, "invalid_request", description);

    public static OAuthError InvalidClient(string description) => new(StatusCodes.Status401Unauthorized, "invalid_client", description);

    public static OAuthError InvalidGrant(string description) => new(StatusCodes.Status400BadRequest, "invalid_grant", description);

    public static OAuthError UnauthorizedClient(string description) => new(StatusCodes.Status400BadRequest, "unauthorized_client", description);

    public static OAuthError UnsupportedGrantType { get; } =
        new(StatusCodes.Status400BadRequest, "unsupported_grant_type", "Use client_credentials or the jwt-bearer grant of RFC 7523.");

    public static OAuthError InvalidScope { get; } =
        new(StatusCodes.Status400BadRequest, "invalid_scope", "Ask for scopes that the system was registered with, one space between them, or leave scope out.");
}

/// <summary>What a client of OAuth can find out by itself (RFC 8414).</summary>
internal sealed record ServerMetadata(string Issuer)
{
    [JsonPropertyName("issuer")]
    public string Issuer { get; } = Issuer;

    [JsonPropertyName("token_endpoint")]
    public string TokenEndpoint { get; } = Issuer + Partners.TokenEndpoint.Path;

    [JsonPropertyName("grant_types_supported")]
    public IReadOnlyList<string> GrantTypes { get; } = [TokenForm.ClientCredentials, TokenForm.JwtBearer];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> AuthMethods { get; } = ["private_key_jwt"];

    [JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")]
    public IReadOnlyList<string> Algorithms { get; } = ["ES256"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = [.. Enum.GetValues<Contracts.Scope>().Where(s => s != Contracts.Scope.Unknown).Select(Contracts.Scopes.NameOf)];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } = [];
}
