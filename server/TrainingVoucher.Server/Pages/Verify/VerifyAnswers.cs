using System.Globalization;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server.Pages.Verify;

/// <summary>Puts verdicts into words: genuine, usable or not, and no more.</summary>
internal static class VerifyAnswers
{
    // Misread text, which says nothing yet about any voucher.
    private static readonly HashSet<ErrorCode> Misread =
    [
        ErrorCodes.CodeTooLong, ErrorCodes.CodeAlphabet, ErrorCodes.CodePrefix, ErrorCodes.CodeLength, ErrorCodes.CodeCheck,
        ErrorCodes.TokenTooLong, ErrorCodes.TokenPrefix, ErrorCodes.TokenAlphabet, ErrorCodes.TokenLength,
    ];

    public static VerifyAnswer Of(PublicVerdict verdict, PageTexts texts, DateTimeOffset now) => verdict switch
    {
        { Fault: { } fault } => new VerifyAnswer(
            Misread.Contains(fault) ? AnswerTone.Again : AnswerTone.Bad, texts.Sentence(fault).TrimEnd('.', '。'), texts.NextStep(fault)),
        { IsUsable: true } => new VerifyAnswer(AnswerTone.Good, texts.Usable, texts.UsableNext, At(texts, now)),
        _ => new VerifyAnswer(AnswerTone.Caution, texts.NotUsable, texts.NotUsableNext, At(texts, now)),
    };

    public static VerifyAnswer Empty(PageTexts texts) => new(AnswerTone.Again, texts.Empty, texts.EmptyNext);

    public static VerifyAnswer TooLong(PageTexts texts) => new(AnswerTone.Again, texts.TooLong, texts.TooLongNext);

    public static VerifyAnswer FormExpired(PageTexts texts) => new(AnswerTone.Again, texts.FormExpired, texts.FormExpiredNext);

    public static VerifyAnswer TooMany(PageTexts texts, int seconds) =>
        new(AnswerTone.Again, texts.TooMany, Fill(texts.TooManyNext, seconds.ToString(CultureInfo.InvariantCulture)));

    private static string At(PageTexts texts, DateTimeOffset now) =>
        Fill(texts.AnsweredAt, now.ToOffset(Storage.Calendar.Shanghai).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    private static string Fill(string text, string value) => text.Replace("{0}", value, StringComparison.Ordinal);
}
