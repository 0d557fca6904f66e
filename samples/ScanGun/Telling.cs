using TrainingVoucher.Client;
using TrainingVoucher.Contracts;
using TrainingVoucher.Tokens;

namespace ScanGun;

/// <summary>Puts answers of the server into lines of the screen.</summary>
internal sealed class Telling(Screen screen)
{
    /// <summary>Whether a voucher can be used. Green only when that was the question: one that is to be redeemed is not redeemed yet.</summary>
    public void Answer(CheckAnswer answer, bool isAll)
    {
        if (answer.Usable && isAll)
        {
            screen.Show(Tone.Green, [screen.In(Texts.Usable), .. Voucher(answer.Voucher!)]);
        }
        else if (answer.Usable)
        {
            screen.Note(Texts.Usable, Voucher(answer.Voucher!));
        }
        else
        {
            screen.Show(Tone.Red, answer.Message, answer.Next, answer.Voucher?.Code ?? "");
        }
    }

    public void NoAnswer(TrainingVoucherException e) => screen.Show(e.Status is 0 or 429 or >= 500 ? Tone.Yellow : Tone.Red, e.Sentence, e.Next);

    /// <summary>What became of an attempt, one line for each voucher.</summary>
    public void Outcome(Attempt attempt, Outcome outcome)
    {
        if (outcome.Failure is { } failure)
        {
            screen.Show(outcome.IsKnown ? Tone.Red : Tone.Yellow, failure.Sentence, failure.Next, attempt.Codes);
            foreach (var error in failure.Errors)
            {
                screen.Note(new($"{error.Field}: {error.Message}", $"{error.Field}: {error.Message}"));
            }
        }
        else if (outcome.Reversed is { } reversed)
        {
            screen.Show(Tone.Green, [screen.In(Texts.Reversed), .. Voucher(reversed)]);
        }
        else if (attempt.Class is null)
        {
            Redeemed(outcome.Results![0].Redemption!);
        }
        else
        {
            Class(attempt, outcome.Results!);
        }
    }

    private void Class(Attempt attempt, IReadOnlyList<RedeemResult> results)
    {
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Redemption is { } redemption)
            {
                Redeemed(redemption, screen.Seat(i + 1));
            }
            else
            {
                screen.Show(Tone.Red, results[i].Message, results[i].Next, screen.Seat(i + 1), attempt.Codes[i]);
            }
        }

        var done = results.Where(r => r.Redemption is not null).Sum(r => r.Redemption!.Voucher.AmountFen);
        var count = results.Count(r => r.Redemption is not null);
        screen.Show(count == results.Count ? Tone.Green : Tone.Red, screen.In(Texts.Redeemed), $"{count}/{results.Count}", screen.Yuan(done));
    }

    private void Redeemed(Redemption redemption, params IEnumerable<string> parts) =>
        screen.Show(Tone.Green, [screen.In(Texts.Redeemed), screen.Yuan(redemption.Voucher.AmountFen), redemption.Voucher.Code, .. parts]);

    private IEnumerable<string> Voucher(Voucher voucher) =>
    [
        voucher.ValueMode switch
        {
            ValueMode.FaceValue => screen.Yuan(voucher.ValueFen),
            ValueMode.ProjectStandard => $"{screen.In(Texts.UpTo)} {screen.Yuan(voucher.ValueFen)}",
            _ => screen.In(Texts.NoAmount),
        },
        screen.In(voucher.SchemeName),
        voucher.Code,
        $"{screen.In(Texts.Until)} {voucher.LastDay:yyyy-MM-dd}",
    ];
}
