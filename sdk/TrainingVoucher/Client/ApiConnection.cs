using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The connection to one server as one caller: key, access token, answer.</summary>
internal sealed class ApiConnection(Transport transport, BaseAddress address, AccessTokens? tokens)
{
    private const string RawCall = "raw";

    private AccessTokens Tokens => tokens
        ?? throw new InvalidOperationException("This call needs TrainingVoucherOptions.Client, and for an authority also Officer.");

    public TimeProvider Time => transport.Time;

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ContractsJson.Default.GetTypeInfo(typeof(T))!;

    public async Task<TResponse> SendAsync<TResponse>(
        Operation operation, string path, ApiContent? content, RequestOptions? options, CancellationToken ct)
    {
        OptionsRules.Check(options);
        var key = operation.IsChange ? options?.IdempotencyKey ?? Jwt.RandomText() : null;
        var request = new ApiRequest(new HttpMethod(operation.Method), address.Of(path), content, key);
        using var call = CallTelemetry.Start(operation.Id, transport.Time);
        try
        {
            var answer = await AuthorizedAsync(operation, request, options?.AttemptTimeout, call, ct).ConfigureAwait(false);
            call?.Answered(answer.Status);
            return answer.IsSuccess ? Parse<TResponse>(answer, key) : throw answer.ToException(key);
        }
        catch (TrainingVoucherException e) when (key is not null && e.IdempotencyKey is null)
        {
            // There is no access token, for this command as for everybody who waits for one.
            call?.Failed(e);
            throw e.For(key);
        }
        catch (Exception e)
        {
            call?.Failed(e);
            throw;
        }
    }

    /// <summary>Opens a long answer, which the caller reads to its end.</summary>
    public async Task<Stream> OpenAsync(Operation operation, string path, CancellationToken ct)
    {
        var request = new ApiRequest(new HttpMethod(operation.Method), address.Of(path), Content: null, IdempotencyKey: null);
        using var call = CallTelemetry.Start(operation.Id, transport.Time);
        try
        {
            var token = await Tokens.GetAsync(refused: null, ct).ConfigureAwait(false);
            var opened = await AttemptAsync(token).ConfigureAwait(false);
            if (opened.Refusal is { Status: 401 })
            {
                opened = await AttemptAsync(await Tokens.GetAsync(token, ct).ConfigureAwait(false)).ConfigureAwait(false);
            }

            call?.Answered(200);
            return opened.Body ?? throw opened.Refusal!.ToException();
        }
        catch (Exception e)
        {
            call?.Failed(e);
            throw;
        }

        Task<(Stream? Body, Answer? Refusal)> AttemptAsync(AccessToken token)
        {
            call?.Attempt();
            return transport.OpenAsync(() => request.Message(token), ct);
        }
    }

    /// <summary>A bare GET without an operation; its status alone matters.</summary>
    public Task<Answer> GetAsync(string path, CancellationToken ct) =>
        transport.SendAsync(new Dispatch(() => new HttpRequestMessage(HttpMethod.Get, address.Of(path)), IsSafeAfter500: false), ct);

    public async Task<string> TokenAsync(CancellationToken ct) => (await Tokens.GetAsync(refused: null, ct).ConfigureAwait(false)).Value;

    /// <summary>Sends a caller's own message once, with an access token and where needed a key.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(HttpRequestMessage message, CancellationToken ct)
    {
        message.RequestUri = address.Resolve(message.RequestUri);
        if (tokens is not null && message.Headers.Authorization is null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(ct).ConfigureAwait(false));
        }

        if (message.Method != HttpMethod.Get && !message.Headers.Contains("Idempotency-Key"))
        {
            message.Headers.Add("Idempotency-Key", Jwt.RandomText());
        }

        using var call = CallTelemetry.Start(RawCall, transport.Time);
        try
        {
            call?.Attempt();
            var response = await transport.SendRawAsync(message, ct).ConfigureAwait(false);
            call?.Answered((int)response.StatusCode);
            return response;
        }
        catch (Exception e)
        {
            call?.Failed(e);
            throw;
        }
    }

    private async Task<Answer> AuthorizedAsync(Operation operation, ApiRequest request, TimeSpan? attemptTimeout, CallTelemetry? call, CancellationToken ct)
    {
        if (operation.Audience == Audience.Public)
        {
            return await AttemptAsync(token: null).ConfigureAwait(false);
        }

        var token = await Tokens.GetAsync(refused: null, ct).ConfigureAwait(false);
        var answer = await AttemptAsync(token).ConfigureAwait(false);
        return answer.Status == 401
            ? await AttemptAsync(await Tokens.GetAsync(token, ct).ConfigureAwait(false)).ConfigureAwait(false)
            : answer;

        Task<Answer> AttemptAsync(AccessToken? token) => transport.SendAsync(
            new Dispatch(() => request.Message(token), operation.IsChange, attemptTimeout, request.IdempotencyKey, call), ct);
    }

    private static TResponse Parse<TResponse>(Answer answer, string? key)
    {
        if (typeof(TResponse) == typeof(Nothing))
        {
            return (TResponse)(object)new Nothing();
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body, TypeOf<TResponse>()) ?? throw Unexpected(null);
        }
        catch (JsonException e)
        {
            throw Unexpected(e);
        }

        TrainingVoucherException Unexpected(JsonException? e) => new(
            answer.Status, TrainingVoucherException.UnexpectedAnswer, "The answer is not what this call gives. Check BaseAddress and the version of the SDK.", innerException: e)
        {
            IdempotencyKey = key,
        };
    }
}
