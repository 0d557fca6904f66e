using System.Diagnostics.CodeAnalysis;

namespace TrainingVoucher.Webhooks;

/// <summary>What the verifier says of a webhook: accepted with its id, or refused with one code.</summary>
public readonly record struct WebhookVerdict
{
    private WebhookVerdict(string? id, DateTimeOffset sentAt, WebhookRefusal refusal) => (Id, SentAt, Refusal) = (id, sentAt, refusal);

    /// <summary>
    /// Names the message; only there when it was accepted. A message may come more than once: keep the ids of those that were dealt with,
    /// and answer a repetition like the first.
    /// </summary>
    public string? Id { get; }

    /// <summary>When this attempt to deliver it was made, to the second; of no meaning unless it was accepted.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>Why it was refused; <see cref="WebhookRefusal.None"/> when it was accepted.</summary>
    public WebhookRefusal Refusal { get; }

    /// <summary>Whether the body comes from a holder of the secret, and just now.</summary>
    [MemberNotNullWhen(true, nameof(Id))]
    public bool IsAccepted => Id is not null;

    internal static WebhookVerdict Accepted(string id, DateTimeOffset sentAt) => new(id, sentAt, WebhookRefusal.None);

    internal static WebhookVerdict Refused(WebhookRefusal refusal) => new(null, default, refusal);
}
