using System.Text.Json;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>Exchanges signed assertions for access tokens at <c>/oauth2/token</c>.</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string OfficerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly Transport transport;
    private readonly BaseAddress address;
    private readonly TimeProvider time;
    private readonly string clientId;
    private readonly string? scope;
    private readonly SigningKey clientKey;
    private readonly string? officerId;
    private readonly SigningKey? officerKey;

    public TokenEndpoint(Transport transport, BaseAddress address, ClientCredentials client, OfficerCredentials? officer, TimeProvider time)
    {
        this.transport = transport;
        this.address = address;
        this.time = time;
        clientId = client.ClientId;
        scope = client.Scopes?.ToText();
        clientKey = SigningKey.Open(client.KeyId, client.PrivateKey, client.PrivateKeyPem);
        if (officer is not null)
        {
            officerId = officer.OfficerId;
            officerKey = SigningKey.Open(officer.KeyId, officer.PrivateKey, officer.PrivateKeyPem);
        }
    }

    public async Task<AccessToken> RequestAsync(CancellationToken ct)
    {
        var askedAt = time.GetUtcNow();
        var answer = await transport.SendAsync(new Dispatch(Message, IsSafeAfter500: true), ct).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw answer.Status is 400 or 401 or 403 ? Refused(answer) : answer.ToException();
        }

        var token = Read(answer);
        var lifetime = TimeSpan.FromSeconds(token.ExpiresIn);
        return new AccessToken(token.AccessToken!, askedAt + lifetime - (lifetime > 2 * Margin ? Margin : lifetime / 2));
    }

    public void Dispose()
    {
        clientKey.Dispose();
        officerKey?.Dispose();
    }

    private static TokenAnswer Read(Answer answer)
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, AuthJson.Default.TokenAnswer) is { AccessToken.Length: > 0, ExpiresIn: > 0 } token)
            {
                return token;
            }
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }

        throw Unreadable(null);

        TrainingVoucherException Unreadable(JsonException? e) => new(
            answer.Status, TrainingVoucherException.UnexpectedAnswer, "The token endpoint answered without a token. Check BaseAddress.", innerException: e);
    }

    private static TrainingVoucherException Refused(Answer answer) => new(
        answer.Status,
        ErrorCodes.Unauthenticated.Code,
        "The server gives no access token. Check ids and keys, that none is revoked, BaseAddress as the server knows it, and the clock.",
        answer.ToException().Problem) { IsSandbox = answer.IsSandbox };

    /// <summary>A new message per attempt, because each assertion is good for one use.</summary>
    private HttpRequestMessage Message()
    {
        var now = time.GetUtcNow();
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", officerKey is null ? "client_credentials" : OfficerGrant),
            new("client_assertion_type", AssertionType),
            new("client_assertion", Jwt.Sign(clientKey, clientId, address.Text, now)),
        ];
        if (officerKey is not null)
        {
            form.Add(new("assertion", Jwt.Sign(officerKey, officerId!, address.Text, now)));
        }

        if (scope is not null)
        {
            form.Add(new("scope", scope));
        }

        return new HttpRequestMessage(HttpMethod.Post, address.Of("/oauth2/token")) { Content = new FormUrlEncodedContent(form) };
    }
}
