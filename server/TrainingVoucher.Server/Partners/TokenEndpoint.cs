using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Partners;

/// <summary>
/// OAuth 2.0: a system proves itself by its key (RFC 7523, 2.2). Partners and regional systems get a token for themselves; an authority's
/// system gets one only together with an officer, who proves himself by his key in the same call (RFC 7523, 2.1).
/// </summary>
internal sealed class TokenEndpoint(IStore store, AccessTokens tokens, Issuer issuer, TimeProvider time)
{
    public const string Path = "/oauth2/token";

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var form = await TokenForm.ReadAsync(context.Request);
        var (answer, error) = form is null
            ? (null, OAuthError.InvalidRequest("Send a form of at most 16 KB in which no field appears twice."))
            : await GrantAsync(context, form);
        if (error is not null)
        {
            context.Response.StatusCode = error.Status;
            await context.Response.WriteAsJsonAsync(error, context.RequestAborted);
            return;
        }

        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    public Task DescribeAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new ServerMetadata(issuer.Of(context.Request)), context.RequestAborted);

    private async Task<(TokenAnswer? Answer, OAuthError? Error)> GrantAsync(HttpContext context, TokenForm form)
    {
        if (Refuse(form) is { } malformed)
        {
            return (null, malformed);
        }

        var audiences = issuer.Audiences(context.Request);
        var client = await ProveClientAsync(form, audiences, context.RequestAborted);
        if (client is null || (form.ClientId is not null && form.ClientId != Ids.Show("cli", client.Principal.Id)))
        {
            return (null, OAuthError.InvalidClient("The client assertion is not valid, was used before, or its key or system is revoked."));
        }

        if (RefuseGrant(form, client.Principal) is { } refused)
        {
            return (null, refused);
        }

        if (form.GrantType == TokenForm.ClientCredentials)
        {
            return (Answer(context, form, client.Principal, officer: null), null);
        }

        var officer = await ProveOfficerAsync(form, audiences, client.Principal, context.RequestAborted);
        return officer is null
            ? (null, OAuthError.InvalidGrant("The officer's assertion is not valid, was used before, or the officer is revoked or of another authority."))
            : (Answer(context, form, client.Principal, officer.Principal), null);
    }

    private static OAuthError? Refuse(TokenForm form) => form switch
    {
        { GrantType: null } => OAuthError.InvalidRequest("grant_type is missing."),
        { GrantType: not (TokenForm.ClientCredentials or TokenForm.JwtBearer) } => OAuthError.UnsupportedGrantType,
        { ClientAssertion: null } or { ClientAssertionType: not TokenForm.JwtBearerClient } =>
            OAuthError.InvalidClient("Authenticate by private_key_jwt: client_assertion_type and client_assertion."),
        { GrantType: TokenForm.JwtBearer, Assertion: null } => OAuthError.InvalidRequest("assertion is missing."),
        _ => null,
    };

    private static OAuthError? RefuseGrant(TokenForm form, ClientPrincipal client) => (client.Kind == ClientKind.Authority, form.GrantType) switch
    {
        _ when ScopeOf(form, client) is null => OAuthError.InvalidScope,
        (true, TokenForm.ClientCredentials) => OAuthError.UnauthorizedClient("An authority's system acts for an officer: use the jwt-bearer grant."),
        (false, TokenForm.JwtBearer) => OAuthError.UnauthorizedClient("Only an authority's system acts for an officer: use client_credentials."),
        _ => null,
    };

    private Task<Proof<ClientPrincipal>?> ProveClientAsync(TokenForm form, IReadOnlyList<string> audiences, CancellationToken cancellation) => ProveAsync(
        form.ClientAssertion!,
        Principals.ClientAsync,
        (assertion, client) => assertion.HoldsAsync(client.X, client.Y, Ids.Show("cli", client.Id), audiences, time.GetUtcNow()),
        cancellation);

    private Task<Proof<OfficerPrincipal>?> ProveOfficerAsync(
        TokenForm form, IReadOnlyList<string> audiences, ClientPrincipal client, CancellationToken cancellation) => ProveAsync(
        form.Assertion!,
        Principals.OfficerAsync,
        async (assertion, officer) => officer.AuthorityId == client.OwnerId
            && await assertion.HoldsAsync(officer.X, officer.Y, Ids.Show("off", officer.Id), audiences, time.GetUtcNow()),
        cancellation);

    private async Task<Proof<T>?> ProveAsync<T>(
        string text, Func<Session, long, ValueTask<T?>> find, Func<SignedAssertion, T, Task<bool>> holds, CancellationToken cancellation)
        where T : class
    {
        if (SignedAssertion.Read(text) is not { } assertion
            || await store.ReadAsync(async session => await find(session, assertion.KeyId), cancellation) is not { } principal
            || !await holds(assertion, principal))
        {
            return null;
        }

        var isNew = await store.ChangeAsync(
            async session =>
            {
                await UsedAssertions.SweepAsync(session, time.GetUtcNow());
                return await UsedAssertions.TakeAsync(session, assertion);
            },
            cancellation);
        return isNew ? new Proof<T>(principal) : null;
    }

    /// <summary>The scopes asked for, or all that the system has; nothing when it asks for more.</summary>
    private static Scope? ScopeOf(TokenForm form, ClientPrincipal client)
    {
        var registered = Roles.Of(client.Kind).Of(client.Scopes);
        return form.Scope is null ? registered : Scopes.Read(form.Scope) is { } asked && registered.HasFlag(asked) ? asked : null;
    }

    private TokenAnswer Answer(HttpContext context, TokenForm form, ClientPrincipal client, OfficerPrincipal? officer)
    {
        var scope = ScopeOf(form, client)!.Value;
        return new(tokens.Issue(issuer.Of(context.Request), client, officer, scope), "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, scope.ToText());
    }

    private sealed record Proof<T>(T Principal);
}
