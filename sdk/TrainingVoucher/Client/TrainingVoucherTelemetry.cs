namespace TrainingVoucher.Client;

/// <summary>
/// What the client tells a listener of its calls: for each an activity named after its operation, and the instruments
/// <c>training_voucher.client.calls</c>, <c>training_voucher.client.duration</c> in seconds and <c>training_voucher.client.retries</c>. Tags hold
/// the operation, the HTTP status, the code of a refusal and the number of attempts; never anything of a request or an answer.
/// </summary>
public static class TrainingVoucherTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>, and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "TrainingVoucher";
}
