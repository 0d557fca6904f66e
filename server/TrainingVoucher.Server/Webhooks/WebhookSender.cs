using System.Net.Http.Headers;
using System.Text.Json;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>Makes one attempt to deliver a webhook. The answer counts by its status alone; what else it says is not looked at.</summary>
internal sealed class WebhookSender(HttpMessageInvoker http, TimeProvider time, bool isSandbox = false)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private static readonly MediaTypeHeaderValue MediaType = new("application/json", "utf-8");

    /// <summary>What came of it; nothing when it was cancelled, which counts for no attempt.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="signer">Signs it with the secrets that count now.</param>
    /// <param name="delivery">The webhook.</param>
    /// <param name="told">Its event; nothing for a test.</param>
    /// <param name="cancellation">The server is stopping.</param>
    public async Task<Attempt?> SendAsync(string url, WebhookSigner signer, DeliveryRow delivery, FeedEvent? told, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        using var message = New(url, signer, delivery, told);
        try
        {
            using var answer = await http.SendAsync(message, either.Token);
            var status = (int)answer.StatusCode;
            return new Attempt(status, answer.IsSuccessStatusCode ? null : status is >= 300 and < 400 ? WebhookFault.Redirect : WebhookFault.Status);
        }
        catch (OperationCanceledException)
        {
            return late.IsCancellationRequested || !cancellation.IsCancellationRequested ? new Attempt(null, WebhookFault.Timeout) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Attempt(null, e is AddressRefusedException || e.InnerException is AddressRefusedException ? WebhookFault.AddressRefused : WebhookFault.Unreachable);
        }
    }

    private HttpRequestMessage New(string url, WebhookSigner signer, DeliveryRow delivery, FeedEvent? told)
    {
        var what = told is null
            ? new WebhookMessage(WebhookMessage.Test, delivery.CreatedAt, null)
            : new WebhookMessage(FeedEvents.NameOf(told.Type), told.At, told);
        var body = JsonSerializer.SerializeToUtf8Bytes(what, ContractsJson.Default.WebhookMessage);
        var signed = signer.Sign(Ids.Show("whd", delivery.Id), time.GetUtcNow(), body);
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = MediaType;
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("TrainingVoucher", "1"));
        message.Headers.Add(WebhookHeaders.Id, signed.Id);
        message.Headers.Add(WebhookHeaders.Timestamp, signed.Timestamp);
        message.Headers.Add(WebhookHeaders.Signature, signed.Signature);
        if (isSandbox)
        {
            message.Headers.Add(SandboxMark.Header, SandboxMark.Value);
        }

        return message;
    }
}
