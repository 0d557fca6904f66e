using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace ScanGun;

/// <summary>What became of an attempt: a result for each seat, a voucher that is its holder's again, or why neither.</summary>
internal sealed record Outcome(IReadOnlyList<RedeemResult>? Results = null, Voucher? Reversed = null, TrainingVoucherException? Failure = null)
{
    public bool IsKnown => Failure is not { IsOutcomeUnknown: true };
}

/// <summary>
/// Sends what changes something so that it counts exactly once: the attempt is on disk before it is sent, and is repeated with its key, also
/// by the next run of this program, until the server has said what became of it.
/// </summary>
internal sealed class Desk(InstitutionClient institution, AttemptFile file)
{
    /// <summary>The attempt whose outcome is not known yet; nothing else is sent before.</summary>
    public Attempt? Open => file.Open;

    /// <summary>Asks about a voucher; that changes nothing and is not repeated.</summary>
    public Task<CheckAnswer> CheckAsync(string scan, CancellationToken ct) => institution.CheckAsync(new(scan), ct: ct);

    /// <exception cref="IOException">The attempt cannot be kept; nothing was sent.</exception>
    public Task<Outcome> SendAsync(Attempt attempt, CancellationToken ct)
    {
        file.Keep(attempt);
        return RepeatAsync(attempt, ct);
    }

    /// <summary>Sends an attempt that is on disk, for the first time or again.</summary>
    public async Task<Outcome> RepeatAsync(Attempt attempt, CancellationToken ct)
    {
        Outcome outcome;
        try
        {
            outcome = await CallAsync(attempt, ct);
        }
        catch (TrainingVoucherException e)
        {
            outcome = new(Failure: e);
        }

        if (outcome.IsKnown)
        {
            file.Forget();
        }

        return outcome;
    }

    private async Task<Outcome> CallAsync(Attempt attempt, CancellationToken ct)
    {
        var once = new RequestOptions { IdempotencyKey = attempt.Key };
        return attempt switch
        {
            { One: { } one } => new(Results: [new() { Redemption = await institution.RedeemAsync(one, once, ct) }]),
            { Class: { } many } => new(Results: (await institution.RedeemManyAsync(many, once, ct)).Results),
            _ => new(Reversed: await institution.ReverseAsync(attempt.Reversal!, once, ct)),
        };
    }
}
