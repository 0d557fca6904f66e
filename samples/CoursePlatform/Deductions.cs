using TrainingVoucher.Client;
using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>
/// Deducts vouchers so that each counts once: the attempt and its key are in the book before the call, and while its outcome is not known it is
/// repeated with that key, also by the next run of this program.
/// </summary>
internal sealed class Deductions(TrainingVoucherClient vouchers, Book book, Errands errands, TimeProvider time, ILogger<Deductions> log) : BackgroundService
{
    /// <summary>For how long the server knows a key. Afterwards a repeat is still no second deduction, but its answer says nothing of the first.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(48);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // One call at a time: the page and the background may both be at the same deduction.
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Begins a deduction and finds out how it ends, if that can be known now. It goes on when the visitor has gone.</summary>
    public async Task RunAsync(string key, string enrolment, string code, string assertion, Course course)
    {
        var payment = new Payment(key, enrolment, code, errands.SealAssertion(assertion), time.GetUtcNow());
        if (book.Begin(payment))
        {
            await SendAsync(payment, course, CancellationToken.None);
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = Pause; !stoppingToken.IsCancellationRequested;)
        {
            var open = book.Open;
            foreach (var (payment, course) in open)
            {
                await SendAsync(payment, course, stoppingToken);
            }

            pause = open.Count == 0 ? Pause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task SendAsync(Payment payment, Course course, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (book.Open.Any(open => open.Payment.Key == payment.Key))
            {
                book.End(await AskAsync(payment, course, ct));
            }
        }
        catch (TrainingVoucherException e)
        {
            log.LogWarning("The outcome of a deduction is not known: {Code}", e.Code);
        }
        catch (IOException e)
        {
            log.LogError("The outcome of a deduction could not be written down: {Message}", e.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Outcome> AskAsync(Payment payment, Course course, CancellationToken ct)
    {
        var request = new RedeemRequest
        {
            Scan = payment.Code,
            InstitutionId = course.Institution,
            Assertion = errands.OpenAssertion(payment.Assertion),
            Project = course.Project,
            Level = course.Level,
            Online = true,
            ClassEndsOn = course.EndsOn,
        };
        try
        {
            var redemption = await vouchers.CoursePlatform.RedeemAsync(request, new() { IdempotencyKey = payment.Key }, ct);
            return new(payment.Key) { Fen = redemption.Voucher.AmountFen };
        }
        catch (TrainingVoucherException e) when (!e.IsOutcomeUnknown || (e.Refusal is not null && time.GetUtcNow() - payment.At > KeyLifetime))
        {
            return new(payment.Key) { Sentence = e.Sentence, Next = e.Next };
        }
    }
}
