using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace TrainingVoucher.Server.Tests.Identity.Oidc;

/// <summary>
/// An OpenID Connect provider on loopback that takes nothing which is not right: discovery, authorization, token and keys. Whoever comes is
/// authenticated at once as the person of the test. It can be told to misbehave, each way by itself.
/// </summary>
internal sealed class StubProvider : IAsyncDisposable
{
    public const string ClientId = "training voucher/1";
    public const string Secret = "s3cret: with/+ é";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Grant> _codes = new(StringComparer.Ordinal);
    private readonly ClientProof _proof = new();

    private StubProvider(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>The one address that it sends browsers back to.</summary>
    public string Callback { get; set; } = "";

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>By which it knows the client; by its secret when there is none.</summary>
    public TestKey? ClientKey { get; set; }

    public StubKeys Keys { get; } = new();

    /// <summary>What it says of the person, besides what every ID token says.</summary>
    public Dictionary<string, object?> Claims { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes an ID token before it is signed.</summary>
    public Action<Dictionary<string, object?>>? Alter { get; set; }

    /// <summary>Signs an ID token in another way than a provider does.</summary>
    public Func<Dictionary<string, object?>, string>? Sign { get; set; }

    /// <summary>Answers in place of authorization, token, discovery or keys, by the path.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Instead { get; } = new(StringComparer.Ordinal);

    /// <summary>The queries of authorization requests, in their order.</summary>
    public List<Dictionary<string, string>> Asked { get; } = [];

    /// <summary>How often what it says of itself was read.</summary>
    public int Discovered { get; private set; }

    /// <summary>Every ID token that it gave.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>What was wrong with a request; a test that expects nothing of the kind asserts that there is nothing.</summary>
    public List<string> Faults { get; } = [];

    public static async Task<StubProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new StubProvider(builder.Build());
        provider._app.Run(provider.AnswerAsync);
        await provider._app.StartAsync();
        provider.Address = provider._app.Urls.Single();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) =>
        Instead.TryGetValue(context.Request.Path, out var other) ? other(context) : (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/.well-known/openid-configuration") => DescribeAsync(context),
            ("GET", "/jwks") => context.Response.WriteAsync(Keys.Published),
            ("GET", "/authorize") => AuthorizeAsync(context),
            ("POST", "/token") => TokenAsync(context),
            _ => RefuseAsync(context, 404, "not_found", context.Request.Path),
        };

    private Task DescribeAsync(HttpContext context)
    {
        Discovered++;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = Address, ["authorization_endpoint"] = Address + "/authorize", ["token_endpoint"] = Address + "/token", ["jwks_uri"] = Address + "/jwks",
        });
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var asked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.Single()!, StringComparer.Ordinal);
        Asked.Add(asked);
        var wrong = new (string Name, bool Holds)[]
        {
            ("response_type", asked.GetValueOrDefault("response_type") == "code"),
            ("client_id", asked.GetValueOrDefault("client_id") == ClientId),
            ("redirect_uri", asked.GetValueOrDefault("redirect_uri") == Callback),
            ("scope", asked.GetValueOrDefault("scope")?.Split(' ').Contains("openid") ?? false),
            ("state", asked.GetValueOrDefault("state") is { Length: >= 22 }),
            ("nonce", asked.GetValueOrDefault("nonce") is { Length: >= 22 }),
            ("code_challenge", asked.GetValueOrDefault("code_challenge") is { Length: 43 }),
            ("code_challenge_method", asked.GetValueOrDefault("code_challenge_method") == "S256"),
            ("prompt", asked.GetValueOrDefault("prompt") == "login" && asked.GetValueOrDefault("max_age") == "0"),
        }.Where(w => !w.Holds).Select(w => w.Name).ToList();
        if (wrong.Count > 0)
        {
            return RefuseAsync(context, 400, "invalid_request", string.Join(' ', wrong));
        }

        var code = RandomNumberGenerator.GetHexString(24);
        _codes[code] = new Grant(asked["nonce"], asked["code_challenge"], Time.GetUtcNow());
        context.Response.Redirect(QueryHelpers.AddQueryString(Callback, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = asked["state"], ["iss"] = Address }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.Single()!, StringComparer.Ordinal);
        if (_proof.Refuses(context.Request.Headers.Authorization, form, ClientKey, Address + "/token", Time.GetUtcNow()) is { } unproven)
        {
            await RefuseAsync(context, 401, "invalid_client", unproven);
            return;
        }

        if (form.GetValueOrDefault("grant_type") != "authorization_code" || !_codes.TryRemove(form.GetValueOrDefault("code") ?? "", out var grant))
        {
            await RefuseAsync(context, 400, "invalid_grant", "code");
            return;
        }

        if (form.GetValueOrDefault("redirect_uri") != Callback || !grant.Challenge.Equals(ClientProof.ChallengeOf(form.GetValueOrDefault("code_verifier") ?? ""), StringComparison.Ordinal))
        {
            await RefuseAsync(context, 400, "invalid_grant", "redirect_uri or code_verifier");
            return;
        }

        var token = IdToken(grant);
        Tokens.Add(token);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["access_token"] = RandomNumberGenerator.GetHexString(24), ["token_type"] = "Bearer", ["expires_in"] = 60, ["id_token"] = token,
        });
    }

    private string IdToken(Grant grant)
    {
        var claims = new Dictionary<string, object?>(Claims, StringComparer.Ordinal)
        {
            ["iss"] = Address, ["aud"] = ClientId, ["sub"] = "subject-1", ["nonce"] = grant.Nonce, ["auth_time"] = grant.At.ToUnixTimeSeconds(),
            ["iat"] = Time.GetUtcNow().ToUnixTimeSeconds(), ["exp"] = Time.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds(),
        };
        Alter?.Invoke(claims);
        var kept = claims.Where(c => c.Value is not null).ToDictionary(StringComparer.Ordinal);
        return Sign?.Invoke(kept) ?? Keys.Sign(kept);
    }

    private Task RefuseAsync(HttpContext context, int status, string error, string why)
    {
        Faults.Add($"{error}: {why}");
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { error }));
    }

    private sealed record Grant(string Nonce, string Challenge, DateTimeOffset At);
}
