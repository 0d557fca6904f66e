using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Webhooks;

/// <summary>A row of <c>webhook_delivery</c>.</summary>
internal sealed record DeliveryRow
{
    public long EndpointId { get; init; }

    /// <summary>Counted from 1 in the order of the queue.</summary>
    public long Place { get; init; }

    public long Id { get; init; }

    /// <summary>The number of the event; nothing for a test.</summary>
    public long? Number { get; init; }

    public WebhookDeliveryState State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? AttemptedAt { get; init; }

    public int? Status { get; init; }

    public WebhookFault? Fault { get; init; }

    /// <summary>The row after an attempt.</summary>
    public DeliveryRow After(Attempt attempt, DateTimeOffset now)
    {
        var pause = attempt.Fault is null ? null : WebhookSchedule.After(Attempts + 1, Id);
        return this with
        {
            State = attempt.Fault is null ? WebhookDeliveryState.Delivered : pause is null ? WebhookDeliveryState.GivenUp : WebhookDeliveryState.Waiting,
            Attempts = Attempts + 1,
            DueAt = now + (pause ?? TimeSpan.Zero),
            AttemptedAt = now,
            Status = attempt.Status,
            Fault = attempt.Fault,
        };
    }

    public WebhookDelivery Show() => new()
    {
        Id = Ids.Show("whd", Id),
        Number = Number,
        State = State,
        Attempts = Attempts,
        CreatedAt = CreatedAt,
        AttemptedAt = AttemptedAt,
        NextAttemptAt = State == WebhookDeliveryState.Waiting ? DueAt : null,
        Status = Status,
        Fault = Fault,
    };
}

/// <summary>What came of sending a webhook.</summary>
/// <param name="Status">The status of the answer, if there was one.</param>
/// <param name="Fault">Why it failed; nothing when it was taken.</param>
internal sealed record Attempt(int? Status, WebhookFault? Fault)
{
    /// <summary>The receiver wants no more webhooks (Standard Webhooks, status 410).</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;
}
