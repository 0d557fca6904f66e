using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests;

/// <summary>One system that calls the server, for an authority together with an officer.</summary>
internal sealed record TestParty(TestServer Server, string ClientId, string ClientKeyId, TestKey ClientKey)
{
    public string? OfficerId { get; init; }

    public string? OfficerKeyId { get; init; }

    public TestKey? OfficerKey { get; init; }

    /// <summary>Below which path its calls are taken.</summary>
    public string Root { get; init; } = "";

    /// <summary>The token of earlier; a new one is asked for when there is none.</summary>
    public string? Token { get; set; }

    public Dictionary<string, object> Claims(string subject) => new(StringComparer.Ordinal)
    {
        ["iss"] = subject,
        ["sub"] = subject,
        ["aud"] = Server.Audience + Root,
        ["jti"] = RandomNumberGenerator.GetHexString(32),
        ["iat"] = Server.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = Server.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
    };

    public string ClientAssertion() => ClientKey.Sign(new { alg = "ES256", typ = "JWT", kid = ClientKeyId }, Claims(ClientId));

    public string OfficerAssertion() => OfficerKey!.Sign(new { alg = "ES256", typ = "JWT", kid = OfficerKeyId }, Claims(OfficerId!));

    public Dictionary<string, string> TokenForm()
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = OfficerId is null ? "client_credentials" : "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = ClientAssertion(),
        };
        if (OfficerId is not null)
        {
            form["assertion"] = OfficerAssertion();
        }

        return form;
    }

    public async Task<string> TokenAsync()
    {
        if (Token is null)
        {
            var (status, body) = await Server.AskTokenAsync(TokenForm(), Root);
            Assert.Equal(HttpStatusCode.OK, status);
            Token = body.GetProperty("access_token").GetString()!;
        }

        return Token;
    }

    public async Task<TResponse> DoAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, string? id = null, string? key = null)
    {
        using var response = await SendAsync(operation, request, id, key);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{operation.Id}: {text}");
        return JsonSerializer.Deserialize(text, Json.Options.GetTypeInfo<TResponse>())!;
    }

    /// <summary>The code of the refusal.</summary>
    public async Task<string> RefusedAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        (await ProblemAsync(operation, request, id)).Code;

    /// <summary>The answer as it came over the wire.</summary>
    public async Task<byte[]> BytesAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, string key)
    {
        using var response = await SendAsync(operation, request, id: null, key);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async Task<Problem> ProblemAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request, string? id = null, string? key = null)
    {
        using var response = await SendAsync(operation, request, id, key);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync(Json.Options.GetTypeInfo<Problem>()))!;
        Assert.Equal((int)response.StatusCode, problem.Status);
        return problem;
    }

    public async Task<HttpResponseMessage> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, string? id, string? key)
    {
        var path = Root + operation.Path.Replace("{id}", id, StringComparison.Ordinal);
        using var message = new HttpRequestMessage(new HttpMethod(operation.Method), path);
        if (operation.Method == "GET")
        {
            var fields = JsonSerializer.SerializeToElement(request, Json.Options.GetTypeInfo<TRequest>()).EnumerateObject();
            message.RequestUri = new Uri(path + "?" + string.Join('&', fields.Select(f => $"{f.Name}={f.Value}")), UriKind.Relative);
        }
        else
        {
            message.Content = JsonContent.Create(request, Json.Options.GetTypeInfo<TRequest>());
            message.Headers.Add("Idempotency-Key", key ?? RandomNumberGenerator.GetHexString(32));
        }

        if (operation.Audience != Audience.Public)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        }

        return await Server.Http.SendAsync(message);
    }
}
