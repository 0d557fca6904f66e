using TrainingVoucher.Contracts;

namespace CoursePlatform;

/// <summary>A line of the book. One of its parts is set.</summary>
internal sealed record Entry
{
    public Enrolment? Enrolled { get; init; }

    public Payment? Begun { get; init; }

    public Outcome? Ended { get; init; }

    public Told? Told { get; init; }
}

/// <summary>A learner in a course.</summary>
/// <param name="Id">Its random name.</param>
/// <param name="Course">The name of the course.</param>
/// <param name="Holder">What the server calls the learner towards this platform; nobody else can tell from it who that is.</param>
internal sealed record Enrolment(string Id, string Course, string Holder);

/// <summary>A deduction that was begun. It is in the book before it is sent.</summary>
/// <param name="Key">The idempotency key, which makes it count once.</param>
/// <param name="Enrolment">The enrolment it pays for.</param>
/// <param name="Code">The voucher.</param>
/// <param name="Assertion">The holder's assertion, sealed: a repeat is the same request.</param>
/// <param name="At">When it was begun.</param>
internal sealed record Payment(string Key, string Enrolment, string Code, string Assertion, DateTimeOffset At);

/// <summary>How a deduction ended: with an amount, or with a sentence that says why not and one that says what to do.</summary>
internal sealed record Outcome(string Key)
{
    public long? Fen { get; init; }

    public LocalText? Sentence { get; init; }

    public LocalText? Next { get; init; }
}

/// <summary>What a webhook told of a voucher.</summary>
/// <param name="Id">The id of the webhook.</param>
/// <param name="Number">The number of the event in the feed of this platform: it says the order.</param>
/// <param name="Type">What happened.</param>
/// <param name="Code">The voucher.</param>
/// <param name="Fen">The amount of the redemption.</param>
/// <param name="At">When.</param>
internal sealed record Told(string Id, long Number, FeedEventType Type, string Code, long Fen, DateTimeOffset At);

/// <summary>Where the payment of an enrolment stands.</summary>
public enum Standing
{
    /// <summary>Nothing was deducted, or nothing counts any more.</summary>
    Unpaid = 0,

    /// <summary>The outcome of a deduction is not known yet.</summary>
    Asking,
    Refused,
    Redeemed,
    Applied,
    Approved,
    Paid,
    PaymentReturned,
    Settled,
    Reversed,
    Withdrawn,
    Expired,
}

/// <summary>Something of the past of an enrolment, to be shown.</summary>
public sealed record Past(Standing Standing, DateTimeOffset At);

/// <summary>An enrolment as its learner sees it.</summary>
/// <param name="Id">Its random name.</param>
/// <param name="Name">The name of the course.</param>
/// <param name="Course">The course.</param>
/// <param name="Standing">Where its payment stands.</param>
public sealed record Shown(string Id, string Name, Course Course, Standing Standing)
{
    public string? Code { get; init; }

    public long? Fen { get; init; }

    public LocalText? Sentence { get; init; }

    public LocalText? Next { get; init; }

    public IReadOnlyList<Past> Past { get; init; } = [];

    /// <summary>Whether a voucher can be deducted for it.</summary>
    public bool IsOpen => Standing is Standing.Unpaid or Standing.Refused or Standing.Reversed or Standing.Withdrawn or Standing.Expired;
}
