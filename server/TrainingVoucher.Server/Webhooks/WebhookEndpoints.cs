using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Webhooks;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>Partners and authorities say where their events are sent. Secrets come from them, so that no answer and no table shows one.</summary>
internal sealed class WebhookEndpoints(Egress egress, EndpointSecrets secrets)
{
    public const int MostEndpoints = 20;

    /// <summary>How long the secret before a rotation goes on to sign.</summary>
    public static readonly TimeSpan FormerSecretFor = TimeSpan.FromHours(24);

    public Fields Check(CreateWebhookEndpointRequest r)
    {
        var fields = Secret(egress.Check(r.Url, "url"), r.Secret).Range(r.After, "after", 0, long.MaxValue - 1);
        for (var i = 0; i < r.Types?.Count; i++)
        {
            fields.Known(r.Types[i], $"types[{i}]");
        }

        return r.Types is { } types ? fields.Count(types, "types", 1, Enum.GetValues<FeedEventType>().Length) : fields;
    }

    public static Fields Check(RotateWebhookSecretRequest r) => Secret(new Fields(), r.Secret);

    public async Task<Outcome<WebhookEndpoint>> CreateAsync(ChangeContext c, CreateWebhookEndpointRequest r)
    {
        var feed = FeedAudience.Of(c.Caller);
        if (await EndpointRows.CountAsync(c, feed) >= MostEndpoints)
        {
            return ErrorCodes.TooManyEndpoints;
        }

        var last = await FeedPages.LastAsync(c.Session, feed);
        if (r.After > last)
        {
            return new Fields().Must(false, "after", "out_of_range", "Must be the number of an event of this feed, or 0.").Refusal!;
        }

        var id = Ids.New();
        var row = new EndpointRow
        {
            Id = id,
            Kind = feed.Kind,
            Audience = feed.Id,
            ClientId = c.Caller.ClientId,
            Url = r.Url,
            Types = r.Types?.Aggregate(0L, (mask, type) => mask | EndpointRow.MaskOf(type)) ?? 0,
            Secret = secrets.Seal(id, r.Secret),
            State = WebhookEndpointState.Active,
            Next = (r.After ?? last) + 1,
            CreatedAt = c.Now,
        };
        await EndpointRows.InsertAsync(c.Session, row);
        await c.JournalAsync("webhook.created", "whe", id);
        return row.Show(c.Now);
    }

    public static async Task<Outcome<Page<WebhookEndpoint>>> ListAsync(CallContext c, PageQuery query) =>
        query.Page(await EndpointRows.ListAsync(c, query), row => row.Show(c.Now), row => row.Id);

    public Task<Outcome<WebhookEndpoint>> RotateAsync(ChangeContext c, RotateWebhookSecretRequest r) => ChangeAsync(c, "secret_rotated", async row =>
    {
        var until = c.Now + FormerSecretFor;
        await EndpointRows.SetSecretAsync(c.Session, row.Id, secrets.Seal(row.Id, r.Secret), until);
        return row with { FormerSecretUntil = until };
    });

    public static Task<Outcome<WebhookEndpoint>> PauseAsync(ChangeContext c, Nothing nothing) => ChangeAsync(c, "paused", async row =>
    {
        await EndpointRows.PauseAsync(c.Session, row.Id);
        return row with { State = WebhookEndpointState.Paused };
    });

    public static Task<Outcome<WebhookEndpoint>> ResumeAsync(ChangeContext c, Nothing nothing) => ChangeAsync(c, "resumed", async row =>
    {
        await EndpointRows.ResumeAsync(c.Session, row.Id, c.Caller.ClientId, c.Now);
        return row with { State = WebhookEndpointState.Active, Faults = 0 };
    });

    public static Task<Outcome<WebhookEndpoint>> RemoveAsync(ChangeContext c, Nothing nothing) => ChangeAsync(c, "removed", async row =>
    {
        await EndpointRows.RemoveAsync(c.Session, row.Id);
        return row with { State = WebhookEndpointState.Paused };
    });

    private static async Task<Outcome<WebhookEndpoint>> ChangeAsync(ChangeContext c, string what, Func<EndpointRow, Task<EndpointRow>> change)
    {
        if (await EndpointRows.OwnAsync(c) is not { } row)
        {
            return ErrorCodes.NotFound;
        }

        var changed = await change(row);
        await c.JournalAsync("webhook." + what, "whe", row.Id);
        return changed.Show(c.Now);
    }

    private static Fields Secret(Fields fields, string secret) =>
        fields.Must(WebhookSecret.TryParse(secret, out _), "secret", "invalid", "Must be whsec_ and 24 to 64 bytes in base64.");
}
