using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace ScanGun;

/// <summary>Asks the desk and shows what it says; remembers what was redeemed, so that it can be reversed.</summary>
internal sealed class Till(Desk desk, Screen screen, CancellationToken ct)
{
    private readonly Telling telling = new(screen);
    private readonly Stack<string> redeemed = new();

    public bool IsOpen => desk.Open is not null;

    /// <summary>The voucher, when it can be redeemed.</summary>
    /// <param name="scan">What was scanned.</param>
    /// <param name="isAll">Whether nothing follows.</param>
    public async Task<Voucher?> CheckAsync(string scan, bool isAll)
    {
        if (scan.Length > Input.Longest)
        {
            screen.Show(Tone.Red, ErrorCodes.TokenTooLong.Sentence, ErrorCodes.TokenTooLong.Next);
            return null;
        }

        try
        {
            var answer = await desk.CheckAsync(scan, ct);
            telling.Answer(answer, isAll);
            return answer.Usable ? answer.Voucher : null;
        }
        catch (TrainingVoucherException e)
        {
            telling.NoAnswer(e);
            return null;
        }
    }

    /// <summary>Sends an attempt; false when it was refused as a whole and nothing of it was done.</summary>
    public async Task<bool> SendAsync(Attempt attempt)
    {
        try
        {
            return Tell(attempt, await desk.SendAsync(attempt, ct));
        }
        catch (IOException)
        {
            screen.Show(Tone.Red, Texts.NotKept, Texts.FreeTheDisk);
            return false;
        }
    }

    /// <summary>Reverses what was redeemed last; once more, what was redeemed before that.</summary>
    public async Task ReverseAsync()
    {
        if (redeemed.TryPeek(out var code))
        {
            await SendAsync(Attempt.New(code) with { Reversal = new() { Code = code, Reason = screen.In(Texts.ReversalReason) } });
        }
        else
        {
            screen.Show(Tone.Red, Texts.NothingToReverse, next: null);
        }
    }

    /// <summary>Repeats the attempt of unknown outcome, if there is one; true when none is left.</summary>
    /// <param name="quietly">Say nothing unless the outcome is known.</param>
    public async Task<bool> RetryAsync(bool quietly = false)
    {
        if (desk.Open is { } open && await desk.RepeatAsync(open, ct) is var outcome && (outcome.IsKnown || !quietly))
        {
            Tell(open, outcome);
        }

        return !IsOpen;
    }

    /// <summary>Says what stays open.</summary>
    public void End()
    {
        if (desk.Open is { } open)
        {
            screen.Show(Tone.Yellow, Texts.StillOpen, next: null, open.Codes);
        }
    }

    private bool Tell(Attempt attempt, Outcome outcome)
    {
        telling.Outcome(attempt, outcome);
        foreach (var redemption in (outcome.Results ?? []).Select(result => result.Redemption).OfType<Redemption>())
        {
            redeemed.Push(redemption.Voucher.Code);
        }

        if (outcome.Reversed is not null)
        {
            redeemed.TryPop(out _);
        }

        return outcome.Failure is null || !outcome.IsKnown;
    }
}
