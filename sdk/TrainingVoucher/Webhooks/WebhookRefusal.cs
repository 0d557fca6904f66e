namespace TrainingVoucher.Webhooks;

/// <summary>Why a webhook is not accepted: the numbered steps of <see cref="WebhookVerifier"/>.</summary>
public enum WebhookRefusal
{
    /// <summary>It is accepted.</summary>
    None = 0,

    /// <summary><c>webhook_too_large</c>: the body has more than <see cref="WebhookVerifier.MaxBody"/> bytes.</summary>
    TooLarge = 1,

    /// <summary><c>webhook_header_missing</c>: one of the three headers is missing or empty.</summary>
    HeaderMissing = 2,

    /// <summary><c>webhook_id</c>: the id is longer than 128 characters, or has one that is not visible ASCII, or a full stop.</summary>
    Id = 3,

    /// <summary><c>webhook_timestamp</c>: the time is not a whole number of seconds in plain digits.</summary>
    Timestamp = 4,

    /// <summary><c>webhook_too_old</c>: the attempt was made more than five minutes ago.</summary>
    TooOld = 5,

    /// <summary><c>webhook_too_new</c>: the attempt was made more than five minutes from now.</summary>
    TooNew = 6,

    /// <summary><c>webhook_signature_form</c>: the list of signatures is longer than 2,048 characters, or has none of version 1.</summary>
    SignatureForm = 7,

    /// <summary><c>webhook_signature</c>: no signature was made over these bytes with a secret that counts.</summary>
    Signature = 8,
}

/// <summary>The stable text form of <see cref="WebhookRefusal"/>.</summary>
public static class WebhookRefusals
{
    /// <summary>The refusal in snake case, one of <see cref="Contracts.ErrorCodes"/>; empty for <see cref="WebhookRefusal.None"/>.</summary>
    public static string ToCode(this WebhookRefusal refusal) => refusal switch
    {
        WebhookRefusal.None => "",
        WebhookRefusal.TooLarge => "webhook_too_large",
        WebhookRefusal.HeaderMissing => "webhook_header_missing",
        WebhookRefusal.Id => "webhook_id",
        WebhookRefusal.Timestamp => "webhook_timestamp",
        WebhookRefusal.TooOld => "webhook_too_old",
        WebhookRefusal.TooNew => "webhook_too_new",
        WebhookRefusal.SignatureForm => "webhook_signature_form",
        WebhookRefusal.Signature => "webhook_signature",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
