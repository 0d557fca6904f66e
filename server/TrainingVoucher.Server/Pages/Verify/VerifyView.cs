namespace TrainingVoucher.Server.Pages.Verify;

/// <summary>What the verify page shows.</summary>
/// <param name="Text">What was typed or scanned; kept in the box.</param>
/// <param name="Answer">The answer; none before anything was asked.</param>
public sealed record VerifyView(string? Text, VerifyAnswer? Answer);

/// <summary>An answer for people.</summary>
/// <param name="Tone">Its icon and colour; the words say the same.</param>
/// <param name="Title">The answer.</param>
/// <param name="Next">What to do now.</param>
/// <param name="At">When it was given, in words; none when no voucher was looked for.</param>
public sealed record VerifyAnswer(AnswerTone Tone, string Title, string Next, string? At = null);

/// <summary>How an answer looks.</summary>
public enum AnswerTone
{
    /// <summary>Take it.</summary>
    Good,

    /// <summary>Genuine, and still not to be taken.</summary>
    Caution,

    /// <summary>Not a voucher, or a false one.</summary>
    Bad,

    /// <summary>Nothing was decided: try again.</summary>
    Again,
}
