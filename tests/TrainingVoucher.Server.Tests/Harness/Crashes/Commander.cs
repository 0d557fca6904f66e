using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Tests.Harness.Crashes;

/// <summary>An answer as it came.</summary>
internal sealed record Told(int Status, byte[] Body)
{
    public bool IsKnown => Status is 200 or 404 or 409 or 422;

    public string Hash => Convert.ToHexString(SHA256.HashData(Body));

    public string? Refusal => Status == 200 ? null : Read<Problem>().Code;

    public T Read<T>() => JsonSerializer.Deserialize(Body, Json.Options.GetTypeInfo<T>())!;
}

/// <summary>
/// Sends commands and keeps the record. When no answer comes, or one that decides nothing, it asks again with the same key until it is
/// told; now and then it asks once more and must be told the same, byte by byte.
/// </summary>
internal sealed class Commander(Record record, CancellationToken cancellation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private int _acknowledged;
    private int _unknown;
    private int _repeated;

    /// <summary>How many commands were answered.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>How many answers stayed away and were asked for again.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>How many answers were asked for a second time.</summary>
    public int Repeated => Volatile.Read(ref _repeated);

    public async Task<Told> DoAsync<TRequest, TResponse>(TrainingVoucherClient client, Operation<TRequest, TResponse> operation, TRequest request, string kind, string code, string? id = null)
    {
        var key = RandomNumberGenerator.GetHexString(24);
        await record.KeepAsync(new(key, kind, code));
        var (told, wasUnknown) = await AskAsync(client, operation, request, id, key);
        await record.KeepAsync(new(key, kind, code, told.Status, told.Refusal, told.Hash));
        var acknowledged = Interlocked.Increment(ref _acknowledged);
        if (wasUnknown || acknowledged % 20 == 0)
        {
            Interlocked.Increment(ref _repeated);
            var (again, _) = await AskAsync(client, operation, request, id, key);
            Assert.True(told.Status == again.Status && told.Body.AsSpan().SequenceEqual(again.Body), $"{kind} with the key {key}: {told.Status}, then {again.Status}.");
        }

        return told;
    }

    private async Task<(Told Told, bool WasUnknown)> AskAsync<TRequest, TResponse>(
        TrainingVoucherClient client, Operation<TRequest, TResponse> operation, TRequest request, string? id, string key)
    {
        for (var wasUnknown = false; ; wasUnknown = true)
        {
            if (await OnceAsync(client, operation, request, id, key) is { } told)
            {
                return (told, wasUnknown);
            }

            Interlocked.Increment(ref _unknown);
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>One attempt; nothing when its outcome is unknown.</summary>
    private async Task<Told?> OnceAsync<TRequest, TResponse>(TrainingVoucherClient client, Operation<TRequest, TResponse> operation, TRequest request, string? id, string key)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(operation.Path.Replace("{id}", id, StringComparison.Ordinal), UriKind.Relative));
            message.Content = JsonContent.Create(request, Json.Options.GetTypeInfo<TRequest>());
            message.Headers.Add("Idempotency-Key", key);
            using var response = await client.SendAsync(message, cancellation);
            var told = new Told((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
            Assert.True(told.IsKnown || told.Status is 401 or 429 or >= 500, $"{operation.Id} came to {told.Status}.");
            return told.IsKnown ? told : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TrainingVoucherException { Status: 0 or 401 or >= 429 })
        {
            return null;
        }
    }
}
