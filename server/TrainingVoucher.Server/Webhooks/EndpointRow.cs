using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Feed;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>A row of <c>webhook_endpoint</c>.</summary>
internal sealed record EndpointRow
{
    /// <summary>The state of one that was removed, until the sweeper has dropped what it had.</summary>
    public const int Removed = 4;

    public long Id { get; init; }

    public AudienceKind Kind { get; init; }

    public long Audience { get; init; }

    /// <summary>The system that registered it or last let it go on; once that is revoked nothing is sent.</summary>
    public long ClientId { get; init; }

    public string Url { get; init; } = "";

    /// <summary>Bit n for the event type n; 0 for all.</summary>
    public long Types { get; init; }

    public byte[] Secret { get; init; } = [];

    public byte[]? FormerSecret { get; init; }

    public DateTimeOffset? FormerSecretUntil { get; init; }

    public WebhookEndpointState State { get; init; }

    /// <summary>The number of the next event of the feed that is looked at.</summary>
    public long Next { get; init; }

    /// <summary>How many webhooks were put in the queue.</summary>
    public long Queued { get; init; }

    public int Faults { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public FeedAudience Feed => new(Kind, Audience);

    public bool Wants(FeedEventType type) => Types == 0 || (Types & MaskOf(type)) != 0;

    /// <exception cref="ArgumentOutOfRangeException">The type has no bit: there are 62.</exception>
    public static long MaskOf(FeedEventType type) => (int)type is > 0 and < 63 ? 1L << (int)type : throw new ArgumentOutOfRangeException(nameof(type));

    public WebhookEndpoint Show(DateTimeOffset now) => new()
    {
        Id = Ids.Show("whe", Id),
        Url = Url,
        Types = Types == 0 ? null : [.. Enum.GetValues<FeedEventType>().Where(type => type != FeedEventType.Unknown && Wants(type))],
        State = State,
        CreatedAt = CreatedAt,
        Next = Next,
        Faults = Faults,
        FormerSecretUntil = FormerSecretUntil > now ? FormerSecretUntil : null,
    };
}
