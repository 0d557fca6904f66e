namespace TrainingVoucher.Webhooks;

/// <summary>The headers of a webhook, as the Standard Webhooks specification names them.</summary>
public static class WebhookHeaders
{
    /// <summary>Names the message; the same in every attempt to deliver it.</summary>
    public const string Id = "webhook-id";

    /// <summary>When this attempt was made, in whole seconds since 1970.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>The signatures, with a space between them.</summary>
    public const string Signature = "webhook-signature";
}
