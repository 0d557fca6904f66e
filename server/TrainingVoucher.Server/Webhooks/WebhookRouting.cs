using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Webhooks;

internal static class WebhookRouting
{
    public static void MapWebhooks(this ApiRoutes api, WebhookEndpoints endpoints)
    {
        api.Change(Operations.CreateWebhookEndpoint, endpoints.CreateAsync, endpoints.Check);
        api.Read(Operations.ListWebhookEndpoints, WebhookEndpoints.ListAsync);
        api.Change(Operations.RotateWebhookSecret, endpoints.RotateAsync, WebhookEndpoints.Check);
        api.Change(Operations.PauseWebhookEndpoint, WebhookEndpoints.PauseAsync);
        api.Change(Operations.ResumeWebhookEndpoint, WebhookEndpoints.ResumeAsync);
        api.Change(Operations.RemoveWebhookEndpoint, WebhookEndpoints.RemoveAsync);
        api.Change(Operations.TestWebhookEndpoint, WebhookDeliveries.TestAsync);
        api.Read(Operations.ListWebhookDeliveries, WebhookDeliveries.ListAsync);
        api.Change(Operations.RedeliverWebhook, WebhookDeliveries.RedeliverAsync);
    }
}
