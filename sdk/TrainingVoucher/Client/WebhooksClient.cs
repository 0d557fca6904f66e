using TrainingVoucher.Contracts;

namespace TrainingVoucher.Client;

/// <summary>The calls about webhooks, the same for every role that has a feed.</summary>
public class WebhooksClient : RoleClient
{
    internal WebhooksClient(ApiCall? call)
        : base(call)
    {
    }

    /// <summary>For substitutes.</summary>
    protected WebhooksClient()
        : base(call: null)
    {
    }

    /// <summary>Have the events of the caller's feed sent to an address, signed with a secret that the caller made.</summary>
    public virtual Task<WebhookEndpoint> CreateEndpointAsync(CreateWebhookEndpointRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.CreateWebhookEndpoint, request, options, ct);

    /// <summary>List the addresses that the caller's events are sent to, and how that goes; one page of it.</summary>
    public virtual Task<Page<WebhookEndpoint>> ListEndpointsAsync(PageQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListWebhookEndpoints, query ?? new(), options, ct);

    /// <summary>List the addresses that the caller's events are sent to, and how that goes; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<WebhookEndpoint> ListAllEndpointsAsync(PageQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListWebhookEndpoints, query ?? new(), ct);

    /// <summary>Replace the secret of an endpoint; for 24 hours webhooks are signed with the former one as well.</summary>
    public virtual Task<WebhookEndpoint> RotateSecretAsync(string id, RotateWebhookSecretRequest request, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RotateWebhookSecret, id, request, options, ct);

    /// <summary>Stop sending to an endpoint; what happens meanwhile is sent when it goes on.</summary>
    public virtual Task<WebhookEndpoint> PauseEndpointAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.PauseWebhookEndpoint, id, options, ct);

    /// <summary>Go on sending to an endpoint that was paused or gone, at once even if it failed before.</summary>
    public virtual Task<WebhookEndpoint> ResumeEndpointAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ResumeWebhookEndpoint, id, options, ct);

    /// <summary>Remove an endpoint, its secret and the list of its deliveries; what waits is not sent. The feed has every event.</summary>
    public virtual Task<WebhookEndpoint> RemoveEndpointAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RemoveWebhookEndpoint, id, options, ct);

    /// <summary>Send a webhook of the type <c>webhook.test</c> to an endpoint; the list of its deliveries says how that went.</summary>
    public virtual Task<WebhookDelivery> TestEndpointAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.TestWebhookEndpoint, id, options, ct);

    /// <summary>List the webhooks of an endpoint, newest first; one page of it.</summary>
    public virtual Task<Page<WebhookDelivery>> ListDeliveriesAsync(string id, WebhookDeliveryQuery? query = null, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.ListWebhookDeliveries, id, query ?? new(), options, ct);

    /// <summary>List the webhooks of an endpoint, newest first; every page, fetched as it is needed.</summary>
    public virtual IAsyncEnumerable<WebhookDelivery> ListAllDeliveriesAsync(string id, WebhookDeliveryQuery? query = null, CancellationToken ct = default) =>
        Call.ListAllAsync(Operations.ListWebhookDeliveries, id, query ?? new(), ct);

    /// <summary>Send a webhook again, under the same id, as if for the first time.</summary>
    public virtual Task<WebhookDelivery> RedeliverAsync(string id, RequestOptions? options = null, CancellationToken ct = default) =>
        Call.SendAsync(Operations.RedeliverWebhook, id, options, ct);
}
