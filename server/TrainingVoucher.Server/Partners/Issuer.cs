namespace TrainingVoucher.Server.Partners;

/// <summary>How this server is called in tokens: by its configured name, or by the address it was asked at.</summary>
internal sealed class Issuer(string? configured)
{
    public string Of(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>The audiences an assertion may name: the issuer, or its token endpoint (RFC 7523, section 3).</summary>
    public IReadOnlyList<string> Audiences(HttpRequest request) => [Of(request), Of(request) + TokenEndpoint.Path];
}
