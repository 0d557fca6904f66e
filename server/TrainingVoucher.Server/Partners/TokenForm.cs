using Microsoft.AspNetCore.Http.Features;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Partners;

/// <summary>The fields of a token request; each may appear once.</summary>
internal sealed record TokenForm(string? GrantType, string? ClientAssertionType, string? ClientAssertion, string? Assertion, string? ClientId, string? Scope)
{
    public const string ClientCredentials = "client_credentials";
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public const string JwtBearerClient = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int MaxLength = 16 * 1024;

    /// <summary>Reads the form; nothing when it is too large, of another type, or says a thing twice.</summary>
    public static async Task<TokenForm?> ReadAsync(HttpRequest request)
    {
        if (!RequestReader.Is(request, "application/x-www-form-urlencoded") || request.ContentLength is not (> 0 and <= MaxLength))
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(new FormOptions { ValueCountLimit = 16 }, request.HttpContext.RequestAborted);
            return form.Any(field => field.Value.Count != 1) ? null : new TokenForm(
                form["grant_type"], form["client_assertion_type"], form["client_assertion"], form["assertion"], form["client_id"], form["scope"]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public override string ToString() => nameof(TokenForm);
}
