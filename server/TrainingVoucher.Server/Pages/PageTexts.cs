using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Pages;

/// <summary>Every sentence of the pages in one language; what error codes say comes from the codes themselves.</summary>
public sealed partial record PageTexts
{
    public required PageLanguage Language { get; init; }

    /// <summary>The language for <c>&lt;html lang&gt;</c>.</summary>
    public required string HtmlLanguage { get; init; }

    public required string Product { get; init; }

    /// <summary>The name of the other language, in that language.</summary>
    public required string OtherLanguage { get; init; }

    public required string VerifyTitle { get; init; }

    public required string VerifyLead { get; init; }

    public required string VerifyLabel { get; init; }

    public required string VerifyHint { get; init; }

    public required string VerifyButton { get; init; }

    public required string VerifyNext { get; init; }

    public required string VerifyNote { get; init; }

    public required string Usable { get; init; }

    public required string UsableNext { get; init; }

    public required string NotUsable { get; init; }

    public required string NotUsableNext { get; init; }

    public required string Empty { get; init; }

    public required string EmptyNext { get; init; }

    public required string TooLong { get; init; }

    public required string TooLongNext { get; init; }

    public required string FormExpired { get; init; }

    public required string FormExpiredNext { get; init; }

    public required string TooMany { get; init; }

    /// <summary>What to do after too many requests; {0} is a number of seconds.</summary>
    public required string TooManyNext { get; init; }

    /// <summary>When the answer was given; {0} is the time of Asia/Shanghai.</summary>
    public required string AnsweredAt { get; init; }

    public required string IdentityTitle { get; init; }

    public required string IdentityNote { get; init; }

    public required string IdentityDone { get; init; }

    public required string IdentityDoneNext { get; init; }

    public required string IdentityFailedNext { get; init; }

    public required string IdentityStray { get; init; }

    public required string IdentityStrayNext { get; init; }

    public required string IdentityUnknown { get; init; }

    public required string IdentityTooMany { get; init; }

    public required string IdentityBack { get; init; }

    public required string SandboxTitle { get; init; }

    public required string SandboxLead { get; init; }

    public required string SandboxNote { get; init; }

    public required string SandboxHolder { get; init; }

    public required string SandboxProxy { get; init; }

    public required string SandboxType { get; init; }

    public required string SandboxNumber { get; init; }

    public required string SandboxName { get; init; }

    public required string SandboxButton { get; init; }

    public required string SandboxCancel { get; init; }

    public required string ResidentIdCard { get; init; }

    public required string ResidencePermit { get; init; }

    public required string PermanentResidentCard { get; init; }

    public PageLanguage Other => Language == PageLanguage.English ? PageLanguage.Chinese : PageLanguage.English;

    public static PageTexts Of(PageLanguage language) => language == PageLanguage.English ? English : Chinese;

    internal string Sentence(ErrorCode code) => Language == PageLanguage.English ? code.English : code.Chinese;

    internal string NextStep(ErrorCode code) => Language == PageLanguage.English ? code.NextEnglish : code.NextChinese;
}
