using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingVoucher.Contracts;

/// <summary>Whether webhooks are sent to an endpoint.</summary>
[JsonConverter(typeof(TolerantEnumConverter<WebhookEndpointState>))]
public enum WebhookEndpointState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>They are.</summary>
    Active = 1,

    /// <summary>The owner stopped them; what happens meanwhile is sent when they go on.</summary>
    Paused = 2,

    /// <summary>The receiver answered 410, that it wants no more; otherwise like <see cref="Paused"/>.</summary>
    Gone = 3,
}

/// <summary>What became of a webhook.</summary>
[JsonConverter(typeof(TolerantEnumConverter<WebhookDeliveryState>))]
public enum WebhookDeliveryState
{
    /// <summary>A state that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>It waits for its first attempt, or for another one.</summary>
    Waiting = 1,

    /// <summary>The receiver answered with a status of 200 to 299.</summary>
    Delivered = 2,

    /// <summary>It was tried for more than two days. It can be sent again by hand, and its event stays in the feed.</summary>
    GivenUp = 3,
}

/// <summary>Why an attempt to deliver a webhook failed.</summary>
[JsonConverter(typeof(TolerantEnumConverter<WebhookFault>))]
public enum WebhookFault
{
    /// <summary>A fault that this version of the SDK does not know.</summary>
    Unknown = 0,

    /// <summary>The receiver answered with another status than 200 to 299.</summary>
    Status = 1,

    /// <summary>The receiver answered with a redirection; none is followed.</summary>
    Redirect = 2,

    /// <summary>There was no answer within 15 seconds.</summary>
    Timeout = 3,

    /// <summary>The name has no address, nobody listens there, or no secure connection came about.</summary>
    Unreachable = 4,

    /// <summary>The host, or every address it has, is one that this server sends nothing to, such as a private one.</summary>
    AddressRefused = 5,
}

/// <summary>Where the caller's events are sent as they happen, signed by the Standard Webhooks specification.</summary>
public sealed record WebhookEndpoint
{
    /// <summary>Its id, <c>whe_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where they are sent.</summary>
    public required string Url { get; init; }

    /// <summary>Which events; all when it is <see langword="null"/>.</summary>
    public IReadOnlyList<FeedEventType>? Types { get; init; }

    /// <summary>Whether they are sent.</summary>
    public required WebhookEndpointState State { get; init; }

    /// <summary>Since when it is registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The number in the caller's feed of the next event that is looked at.</summary>
    public required long Next { get; init; }

    /// <summary>How many attempts in a row failed; the next one waits the longer.</summary>
    public required int Faults { get; init; }

    /// <summary>Until when the secret before the last rotation signs as well; <see langword="null"/> when there is none.</summary>
    public DateTimeOffset? FormerSecretUntil { get; init; }
}

/// <summary>Registers an endpoint for webhooks.</summary>
public sealed record CreateWebhookEndpointRequest
{
    /// <summary>An absolute <c>https</c> address without user name and fragment, of at most 500 characters.</summary>
    public required string Url { get; init; }

    /// <summary>The secret that both sides share, <c>whsec_…</c>; make one with <c>WebhookSecret.New</c>. No answer ever repeats it.</summary>
    public required string Secret { get; init; }

    /// <summary>Which events to send; all when it is left out.</summary>
    public IReadOnlyList<FeedEventType>? Types { get; init; }

    /// <summary>The number in the caller's feed after which to begin, 0 for its beginning; with what happens from now on when it is left out.</summary>
    public long? After { get; init; }

    /// <summary>The name of the type, so that no log shows the secret.</summary>
    public override string ToString() => nameof(CreateWebhookEndpointRequest);
}

/// <summary>Replaces the secret of an endpoint. For 24 hours the former one signs as well.</summary>
public sealed record RotateWebhookSecretRequest
{
    /// <summary>The new secret, <c>whsec_…</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>The name of the type, so that no log shows the secret.</summary>
    public override string ToString() => nameof(RotateWebhookSecretRequest);
}

/// <summary>A webhook of an endpoint, and how its delivery goes.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Its id, <c>whd_…</c>: the header <c>webhook-id</c> of every attempt.</summary>
    public required string Id { get; init; }

    /// <summary>The number of the event in the caller's feed; <see langword="null"/> for a test.</summary>
    public long? Number { get; init; }

    /// <summary>What became of it.</summary>
    public required WebhookDeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was put in the queue.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>Before when it is not tried again; <see langword="null"/> when it waits for no attempt.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The status of the last answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public WebhookFault? Fault { get; init; }
}

/// <summary>Which webhooks of an endpoint to list.</summary>
public sealed record WebhookDeliveryQuery : PageQuery
{
    /// <summary>Only those in this state.</summary>
    public WebhookDeliveryState? State { get; init; }
}

/// <summary>The body of a webhook.</summary>
/// <param name="Type">What happened, such as <c>voucher.redeemed</c>; <c>webhook.test</c> for a test.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The event as the feed has it; <see langword="null"/> for a test.</param>
public sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, FeedEvent? Data = null)
{
    /// <summary>The <see cref="Type"/> of a test.</summary>
    public const string Test = "webhook.test";

    /// <summary>Reads the body of a webhook that <c>WebhookVerifier</c> accepted.</summary>
    /// <param name="body">The body as it came over the wire.</param>
    /// <exception cref="FormatException">It is no body of a webhook.</exception>
    public static WebhookMessage Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ContractsJson.Default.WebhookMessage) ?? throw new FormatException("The body of a webhook is not null.");
        }
        catch (JsonException e)
        {
            throw new FormatException("This is no body of a webhook.", e);
        }
    }
}

public static partial class Operations
{
    private const Audience WithFeed = Audience.Authority | Audience.Channel | Audience.Institution | Audience.CoursePlatform;
    private const Scope Own = Scope.Administer | Scope.Manage;

    /// <summary>Registers an endpoint for webhooks.</summary>
    public static readonly Operation<CreateWebhookEndpointRequest, WebhookEndpoint> CreateWebhookEndpoint =
        new("POST", "/v1/webhook-endpoints", WithFeed)
        {
            Summary = "Have the events of the caller's feed sent to an address, signed with a secret that the caller made.",
            Scope = Own,
            Refusals = [ErrorCodes.TooManyEndpoints],
        };

    /// <summary>Lists the caller's endpoints.</summary>
    public static readonly Operation<PageQuery, Page<WebhookEndpoint>> ListWebhookEndpoints =
        new("GET", "/v1/webhook-endpoints", WithFeed)
        {
            Summary = "List the addresses that the caller's events are sent to, and how that goes.",
        };

    /// <summary>Replaces the secret of an endpoint.</summary>
    public static readonly Operation<RotateWebhookSecretRequest, WebhookEndpoint> RotateWebhookSecret =
        new("POST", "/v1/webhook-endpoints/{id}/rotate-secret", WithFeed)
        {
            Summary = "Replace the secret of an endpoint; for 24 hours webhooks are signed with the former one as well.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Stops sending to an endpoint.</summary>
    public static readonly Operation<Nothing, WebhookEndpoint> PauseWebhookEndpoint =
        new("POST", "/v1/webhook-endpoints/{id}/pause", WithFeed)
        {
            Summary = "Stop sending to an endpoint; what happens meanwhile is sent when it goes on.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Goes on sending to an endpoint.</summary>
    public static readonly Operation<Nothing, WebhookEndpoint> ResumeWebhookEndpoint =
        new("POST", "/v1/webhook-endpoints/{id}/resume", WithFeed)
        {
            Summary = "Go on sending to an endpoint that was paused or gone, at once even if it failed before.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Removes an endpoint.</summary>
    public static readonly Operation<Nothing, WebhookEndpoint> RemoveWebhookEndpoint =
        new("POST", "/v1/webhook-endpoints/{id}/remove", WithFeed)
        {
            Summary = "Remove an endpoint, its secret and the list of its deliveries; what waits is not sent. The feed has every event.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Sends a test.</summary>
    public static readonly Operation<Nothing, WebhookDelivery> TestWebhookEndpoint =
        new("POST", "/v1/webhook-endpoints/{id}/test", WithFeed)
        {
            Summary = "Send a webhook of the type webhook.test to an endpoint; the list of its deliveries says how that went.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound, ErrorCodes.WebhookQueueFull],
        };

    /// <summary>Lists the webhooks of an endpoint.</summary>
    public static readonly Operation<WebhookDeliveryQuery, Page<WebhookDelivery>> ListWebhookDeliveries =
        new("GET", "/v1/webhook-endpoints/{id}/deliveries", WithFeed)
        {
            Summary = "List the webhooks of an endpoint, newest first; those of the last 30 days.",
            Refusals = [ErrorCodes.NotFound],
        };

    /// <summary>Sends a webhook again.</summary>
    public static readonly Operation<Nothing, WebhookDelivery> RedeliverWebhook =
        new("POST", "/v1/webhook-deliveries/{id}/redeliver", WithFeed)
        {
            Summary = "Send a webhook again, under the same id, as if for the first time.",
            Scope = Own,
            Refusals = [ErrorCodes.NotFound],
        };
}
