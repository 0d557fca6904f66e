using System.Security.Cryptography;
using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>What the platform knows: enrolments, deductions, and what webhooks told of their vouchers. Everything is on disk before it is believed.</summary>
internal sealed class Book : IDisposable
{
    private readonly Lock gate = new();
    private readonly BookFile file;
    private readonly Dictionary<string, Course> courses;
    private readonly Dictionary<string, Enrolment> enrolments = [];
    private readonly List<Payment> payments = [];
    private readonly Dictionary<string, Outcome> outcomes = [];
    private readonly HashSet<string> heard = [];
    private readonly Dictionary<string, SortedList<long, Told>> told = [];

    public Book(PlatformSettings settings)
    {
        courses = settings.Courses;
        file = new BookFile(Path.Combine(settings.DataDirectory, "book.jsonl"));
        foreach (var entry in file.Read())
        {
            Take(entry);
        }
    }

    /// <summary>The deductions whose outcome is not known.</summary>
    public IReadOnlyList<(Payment Payment, Course Course)> Open
    {
        get
        {
            lock (gate)
            {
                return [.. payments.Where(p => !outcomes.ContainsKey(p.Key) && courses.ContainsKey(enrolments[p.Enrolment].Course)).Select(p => (p, courses[enrolments[p.Enrolment].Course]))];
            }
        }
    }

    /// <summary>Enrols a learner in a course, once.</summary>
    public void Enrol(string course, string holder)
    {
        lock (gate)
        {
            if (!IsEnrolledNow(course, holder))
            {
                Add(new() { Enrolled = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), course, holder) });
            }
        }
    }

    public bool IsEnrolled(string course, string holder)
    {
        lock (gate)
        {
            return IsEnrolledNow(course, holder);
        }
    }

    /// <summary>The enrolments of a learner, in the order in which they were made.</summary>
    public IReadOnlyList<Shown> Of(string holder)
    {
        lock (gate)
        {
            return [.. enrolments.Values.Where(e => e.Holder == holder && courses.ContainsKey(e.Course)).Select(Show)];
        }
    }

    /// <summary>Begins a deduction; false when the same was begun before, or the enrolment is paid for or may be.</summary>
    public bool Begin(Payment payment)
    {
        lock (gate)
        {
            if (payments.Exists(p => p.Key == payment.Key) || !Show(enrolments[payment.Enrolment]).IsOpen)
            {
                return false;
            }

            Add(new() { Begun = payment });
            return true;
        }
    }

    /// <summary>Keeps how a deduction ended; the first time counts.</summary>
    public void End(Outcome outcome)
    {
        lock (gate)
        {
            if (!outcomes.ContainsKey(outcome.Key))
            {
                Add(new() { Ended = outcome });
            }
        }
    }

    /// <summary>Takes what a webhook told; false when it was told before.</summary>
    public bool Tell(Told news)
    {
        lock (gate)
        {
            if (heard.Contains(news.Id))
            {
                return false;
            }

            Add(new() { Told = news });
            foreach (var payment in payments.Where(p => p.Code == news.Code && !outcomes.ContainsKey(p.Key)).ToList())
            {
                // This feed has what this platform redeemed: so it was, whether or not an answer comes.
                if (EventsOf(payment).FirstOrDefault(e => e.Type == FeedEventType.VoucherRedeemed) is { } redeemed)
                {
                    Add(new() { Ended = new(payment.Key) { Fen = redeemed.Fen } });
                }
            }

            return true;
        }
    }

    public void Dispose() => file.Dispose();

    private bool IsEnrolledNow(string course, string holder) => enrolments.Values.Any(e => e.Course == course && e.Holder == holder);

    private void Add(Entry entry)
    {
        file.Write(entry);
        Take(entry);
    }

    private void Take(Entry entry)
    {
        switch (entry)
        {
            case { Enrolled: { } enrolled }:
                enrolments.Add(enrolled.Id, enrolled);
                break;
            case { Begun: { } begun }:
                payments.Add(begun);
                break;
            case { Ended: { } ended }:
                outcomes.Add(ended.Key, ended);
                break;
            case { Told: { } news }:
                heard.Add(news.Id);
                (told.TryGetValue(news.Code, out var list) ? list : told[news.Code] = []).TryAdd(news.Number, news);
                break;
        }
    }

    /// <summary>
    /// The events of a deduction, in their order, whichever came first. A voucher that was taken back can be deducted again: each time it was redeemed
    /// begins the events of the next deduction.
    /// </summary>
    private List<Told> EventsOf(Payment payment)
    {
        var turn = payments.Where(p => p.Code == payment.Code && outcomes.GetValueOrDefault(p.Key)?.Sentence is null).ToList().IndexOf(payment);
        var (events, n) = (new List<Told>(), -1);
        foreach (var e in told.GetValueOrDefault(payment.Code)?.Values ?? [])
        {
            n += e.Type == FeedEventType.VoucherRedeemed ? 1 : 0;
            if (Math.Max(n, 0) == turn)
            {
                events.Add(e);
            }
        }

        return events;
    }

    private Shown Show(Enrolment enrolment)
    {
        var course = courses[enrolment.Course];
        if (payments.LastOrDefault(p => p.Enrolment == enrolment.Id) is not { } payment)
        {
            return new(enrolment.Id, enrolment.Course, course, Standing.Unpaid);
        }

        var outcome = outcomes.GetValueOrDefault(payment.Key);
        var past = outcome is { Sentence: null } ? EventsOf(payment).Select(e => new Past(Standings.Of(e.Type), e.At)).Where(p => p.Standing != Standing.Unpaid).ToList() : [];
        return new(enrolment.Id, enrolment.Course, course, outcome is null ? Standing.Asking : outcome.Sentence is not null ? Standing.Refused : past.LastOrDefault()?.Standing ?? Standing.Redeemed)
        {
            Code = payment.Code, Fen = outcome?.Fen, Sentence = outcome?.Sentence, Next = outcome?.Next, Past = past,
        };
    }
}

/// <summary>What events mean for an enrolment.</summary>
internal static class Standings
{
    /// <summary>The standing after an event; <see cref="Standing.Unpaid"/> for one that leaves it as it was, or that this version does not know.</summary>
    public static Standing Of(FeedEventType type) => type switch
    {
        FeedEventType.VoucherRedeemed or FeedEventType.VoucherTakenOut => Standing.Redeemed,
        FeedEventType.VoucherApplied => Standing.Applied,
        FeedEventType.VoucherApproved => Standing.Approved,
        FeedEventType.VoucherDisbursed => Standing.Paid,
        FeedEventType.VoucherPaymentReturned => Standing.PaymentReturned,
        FeedEventType.VoucherSettled => Standing.Settled,
        FeedEventType.VoucherReversed or FeedEventType.VoucherReturned => Standing.Reversed,
        FeedEventType.VoucherRevoked => Standing.Withdrawn,
        FeedEventType.VoucherLapsed or FeedEventType.VoucherExpired => Standing.Expired,
        _ => Standing.Unpaid,
    };
}
