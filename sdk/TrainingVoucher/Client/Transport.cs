using Polly;
using Polly.Timeout;

namespace TrainingVoucher.Client;

/// <summary>A request to be sent, possibly several times.</summary>
/// <param name="Message">Makes the message anew for each attempt, from the same bytes.</param>
/// <param name="IsSafeAfter500">Whether an error inside the server may be answered by the same request.</param>
/// <param name="AttemptTimeout">In place of the configured one.</param>
/// <param name="IdempotencyKey">The key it carries.</param>
/// <param name="Call">Counts the attempts, if somebody listens.</param>
internal sealed record Dispatch(
    Func<HttpRequestMessage> Message, bool IsSafeAfter500, TimeSpan? AttemptTimeout = null, string? IdempotencyKey = null, CallTelemetry? Call = null);

/// <summary>Sends requests and reads answers, again and again while it is worth it.</summary>
internal sealed class Transport : IDisposable
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline<Answer> pipeline;

    public Transport(TrainingVoucherOptions options)
    {
        ownsHttp = options.HttpClient is null;
        http = options.HttpClient ?? Create(options.HttpMessageHandler);
        time = options.TimeProvider;
        pipeline = RetryRules.Pipeline(options);
    }

    public TimeProvider Time => time;

    /// <summary>One answer, success or not; the exceptions of the network come out as <see cref="TrainingVoucherException"/>.</summary>
    public async Task<Answer> SendAsync(Dispatch dispatch, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(RetryRules.IsSafeAfter500, dispatch.IsSafeAfter500);
        context.Properties.Set(RetryRules.AttemptTimeout, dispatch.AttemptTimeout);
        try
        {
            return await pipeline.ExecuteAsync(
                static (c, s) => s.self.AttemptAsync(s.dispatch, c.CancellationToken), context, (self: this, dispatch)).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw Failure(TrainingVoucherException.TimedOut, "No answer in time. Try again with the same key.", dispatch, e);
        }
        catch (Exception e) when (RetryRules.IsNetworkFailure(e, ct))
        {
            throw Failure(TrainingVoucherException.Unreachable, "No connection to the server. Check network and address, and try again with the same key.", dispatch, e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>One attempt: the body of a success, still to be read, or any other answer.</summary>
    public async Task<(Stream? Body, Answer? Refusal)> OpenAsync(Func<HttpRequestMessage> message, CancellationToken ct)
    {
        try
        {
            using var request = message();
            var response = await SendRawAsync(request, ct).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return (await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false), null);
            }

            using (response)
            {
                return (null, await Answer.ReadAsync(response, time.GetUtcNow(), ct).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (RetryRules.IsNetworkFailure(e, ct))
        {
            throw Failure(TrainingVoucherException.Unreachable, "No connection to the server. Check network and address, and try again.", new Dispatch(message, IsSafeAfter500: false), e);
        }
    }

    /// <summary>One attempt, its answer unread.</summary>
    public Task<HttpResponseMessage> SendRawAsync(HttpRequestMessage message, CancellationToken ct) =>
        http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);

    public void Dispose()
    {
        if (ownsHttp)
        {
            http.Dispose();
        }
    }

    private static TrainingVoucherException Failure(string code, string message, Dispatch dispatch, Exception e) =>
        new(0, code, message, innerException: e) { IdempotencyKey = dispatch.IdempotencyKey };

    private static HttpClient Create(HttpMessageHandler? handler)
    {
        var client = handler is not null
            ? new HttpClient(handler, disposeHandler: false)
            : new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    private async ValueTask<Answer> AttemptAsync(Dispatch dispatch, CancellationToken ct)
    {
        dispatch.Call?.Attempt();
        using var request = dispatch.Message();
        using var response = await SendRawAsync(request, ct).ConfigureAwait(false);
        return await Answer.ReadAsync(response, time.GetUtcNow(), ct).ConfigureAwait(false);
    }
}
