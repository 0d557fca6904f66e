using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>What became of the webhooks of an endpoint; its owner sends one again, or a test.</summary>
internal static class WebhookDeliveries
{
    public static async Task<Outcome<WebhookDelivery>> TestAsync(ChangeContext c, Nothing nothing)
    {
        if (await EndpointRows.OwnAsync(c) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (await IsFullAsync(c, row.Id))
        {
            return ErrorCodes.WebhookQueueFull;
        }

        var test = WebhookQueue.New(row, row.Queued + 1, number: null, c.Now);
        await DeliveryRows.AddAsync(c.Session, [test]);
        await EndpointRows.SetQueuedAsync(c.Session, row.Id, test.Place);
        return test.Show();
    }

    public static async Task<Outcome<Page<WebhookDelivery>>> ListAsync(CallContext c, WebhookDeliveryQuery query) =>
        await EndpointRows.OwnAsync(c) is { } row
            ? query.Page(await DeliveryRows.ListAsync(c.Session, row.Id, query), delivery => delivery.Show(), delivery => delivery.Place)
            : ErrorCodes.NotFound;

    public static async Task<Outcome<WebhookDelivery>> RedeliverAsync(ChangeContext c, Nothing nothing)
    {
        if (await DeliveryRows.OwnAsync(c) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        if (row.State != WebhookDeliveryState.Waiting && await IsFullAsync(c, row.EndpointId))
        {
            return ErrorCodes.WebhookQueueFull;
        }

        await DeliveryRows.AgainAsync(c.Session, row, c.Now);
        return (row with { State = WebhookDeliveryState.Waiting, Attempts = 0, DueAt = c.Now, Status = null, Fault = null }).Show();
    }

    private static async Task<bool> IsFullAsync(CallContext c, long endpoint) => await DeliveryRows.WaitingAsync(c.Session, endpoint) >= WebhookQueue.MostWaiting;
}
