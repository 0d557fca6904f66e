namespace TrainingVoucher.Server.Pages;

public sealed partial record PageTexts
{
    private static readonly PageTexts English = new()
    {
        Language = PageLanguage.English,
        HtmlLanguage = "en",
        Product = "Training Voucher",
        OtherLanguage = "中文",
        VerifyTitle = "Check a voucher",
        VerifyLead = "Scan the QR code of a voucher or type its code to see whether it is genuine and usable.",
        VerifyLabel = "Voucher code or QR content",
        VerifyHint = "A code begins with T and has 18 characters. Case, spaces and dashes do not matter.",
        VerifyButton = "Check",
        VerifyNext = "Check another one",
        VerifyNote = "This page only says whether a voucher is genuine and usable. It shows no personal data.",
        Usable = "Genuine and usable",
        UsableNext = "To use it, the holder proves who they are; the code alone is not enough.",
        NotUsable = "Genuine but not usable",
        NotUsableNext = "This page does not say why. The holder can look at it in the channel it was claimed from.",
        Empty = "Nothing entered yet",
        EmptyNext = "Scan the QR code or type the voucher code.",
        TooLong = "That is too long",
        TooLongNext = "Scan one voucher only, or type only its code.",
        FormExpired = "The page is out of date; nothing was checked",
        FormExpiredNext = "Press “Check” again. If this comes back, allow cookies for this site.",
        TooMany = "Too many checks; nothing was checked",
        TooManyNext = "Try again in {0} seconds.",
        AnsweredAt = "Checked at {0}, Beijing time",
    };
}
